"""A stored number as a spreadsheet shows it: decimals, per cent, thousands, units and dates by its number format.

Input: the number and its format code. Output: the text. Stage `readers`. A code that is not understood shows the
number as it is stored: nothing is rounded away and no sign is invented.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from operator import eq, ge, gt, le, lt, ne

GENERAL = "General"
# Codes that a file names only by number, as a Chinese spreadsheet shows them (ECMA-376 part 1, 18.8.30, zh-cn).
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 31: "yyyy年m月d日", 32: "h时mm分",
    33: "h时mm分ss秒", 36: "yyyy年m月", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
    50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
SIGNIFICANT_DIGITS = 15  # what a spreadsheet keeps of a number; further digits are noise of binary storage
ROOMY = Context(prec=1000, rounding=ROUND_HALF_UP)  # more digits than the longest code asks of the highest number
LAST_DATE = 2_958_465  # 9999-12-31
FIRST_SURE_DATE = 61  # before 1900-03-01 the two calendars of spreadsheets disagree
DAY_ZERO, DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
AS_STORED = frozenset({"general", "g/通用格式"})  # what a Chinese Excel writes into old workbooks is the second
# One piece of a code: quoted or escaped text, General, a bracket, a filler, digits with their points, a date part, or a
# letter.
PIECE = re.compile(
    r'"[^"]*"|[\\!].|General|G/通用格式|\[[^\]]*\]|_.|\*.|[#0?][#0?,.]*|\.[0#?]+|y+|m+|d+|h+|s+|AM/PM|上午/下午|.', re.I
)
CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
COLOUR = re.compile(r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+|黑色|红色|蓝色|绿色)\]", re.I)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\]")
COMPARISONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
NOTHING = '""'  # the code 0;-0;;@ shows no zero
POINTS_AS_TEXT = ("!.", "\\.", '"."')
DIGITS_BEHIND_POINT = re.compile(r"0{1,6},{0,3}")
DATE_LETTERS = frozenset("ymdhs")


def show_number(value: Decimal, code: str, *, starts_1904: bool = False) -> str:
    """The text of a number cell."""
    pieces = pieces_for(value, code)
    if pieces is None:
        return plain_number(value)
    if any(piece[0].lower() in DATE_LETTERS for piece in pieces):
        return show_date(value, pieces, starts_1904=starts_1904)
    return show_decimal(value, pieces)


def plain_number(value: Decimal) -> str:
    """The number without exponent and without the zeros that nobody typed."""
    text = f"{Decimal(f'{value:.{SIGNIFICANT_DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pieces_for(value: Decimal, code: str) -> list[str] | None:
    """The pieces of the code's section for this number, None where the number is shown as it is."""
    if code.lower() in AS_STORED or code in ("@", ""):
        return None
    sections: list[list[str]] = [[]]
    for piece in PIECE.findall(code):
        if piece == ";":
            sections.append([])
        elif not COLOUR.fullmatch(piece):
            sections[-1].append(piece)
    chosen = sections[0]
    if any(CONDITION.fullmatch(piece) for section in sections for piece in section):
        chosen = section_by_condition(value, sections)
    elif value < 0 and len(sections) > 1:
        chosen = sections[1]
    elif value == 0 and len(sections) > 2:
        chosen = sections[2] or [NOTHING]
    elif value < 0:
        chosen = ["-", *chosen]
    known = [as_digits(value) if piece.lower() in AS_STORED else CURRENCY.sub(r'"\1"', piece) for piece in chosen]
    is_strange = any(piece[0] == "[" or piece.lower() == "e" or piece[0] == "@" for piece in known)
    return None if is_strange or not known else known


def as_digits(value: Decimal) -> str:
    """The pattern that shows a number as it is stored, for General"处"."""
    decimals = len(plain_number(value).partition(".")[2])
    return "0." + "#" * decimals if decimals else "0"


def section_by_condition(value: Decimal, sections: list[list[str]]) -> list[str]:
    """The section of a code such as [<60]"不合格";"合格" for this number, the last where no condition holds; nothing,
    so that the number is shown as it is, where that is not sure."""
    for section in sections:
        conditions = [found for piece in section if (found := CONDITION.fullmatch(piece))]
        is_else = not conditions and section is sections[-1]
        if value < 0 or len(conditions) > 1 or not (conditions or is_else):
            return []
        if is_else or COMPARISONS[conditions[0][1]](value, Decimal(conditions[0][2])):
            return [piece for piece in section if not CONDITION.fullmatch(piece)]
    return []


def show_decimal(value: Decimal, pieces: list[str]) -> str:
    """A number with the digits that the code asks for; the number as it is where the code has several patterns."""
    pieces = with_point_inside(pieces)
    patterns = [piece for piece in pieces if piece[0] in "#0?."]
    if not patterns and (value == 0 or all(piece[0] == '"' for piece in pieces)):
        return "".join(map(literal, pieces)).strip()
    if len(patterns) != 1 or "/" in pieces:
        return plain_number(value)
    pattern = patterns[0].rstrip(",")
    whole, sign, decimals = pattern.partition("!" if "!" in pattern else ".")
    shown = abs(value) * 100 ** pieces.count("%") / 1000 ** (len(patterns[0]) - len(pattern))
    if sign == "!":
        shown = shown.quantize(Decimal(1), context=ROOMY).scaleb(-len(decimals))
    shown = Decimal(f"{shown:.{SIGNIFICANT_DIGITS}g}").quantize(Decimal(1).scaleb(-len(decimals)), context=ROOMY)
    digits, _, fraction = f"{shown:,f}".partition(".")
    digits = digits if "," in whole else digits.replace(",", "")
    needed = max(decimals.rfind("0") + 1, len(fraction.rstrip("0")))
    text = digits.zfill(whole.count("0")) if digits != "0" or "0" in whole else ""
    text += "." + fraction[:needed] if needed else ""
    return "".join(text if piece is patterns[0] else literal(piece) for piece in pieces).strip()


def with_point_inside(pieces: list[str]) -> list[str]:
    """The pieces, those of a pattern whose digits a point as text parts put together: 0!.0, and 0"."00, show 123456 as
    12.3. The text moves no figure, so the amount is shown in 万元 without a name for it."""
    for position in range(1, len(pieces) - 1):
        before, point, after = pieces[position - 1 : position + 2]
        if point in POINTS_AS_TEXT and before.strip("#0,") == "" and DIGITS_BEHIND_POINT.fullmatch(after):
            return [*pieces[: position - 1], f"{before}!{after}", *pieces[position + 2 :]]
    return pieces


def literal(piece: str) -> str:
    """What a piece of a code prints that is no digit: quoted and escaped text, blanks for fillers."""
    if piece[0] == '"':
        return piece[1:-1]
    if piece[0] in "\\!":
        return piece[1:]
    return " " if piece[0] == "_" else "" if piece[0] == "*" else piece


def show_date(value: Decimal, pieces: list[str], *, starts_1904: bool) -> str:
    """A serial number as date and time; the number as it is where it is no sure date."""
    if not (0 if starts_1904 else FIRST_SURE_DATE) <= value <= LAST_DATE:
        return plain_number(value)
    seconds = round(float(value % 1) * 86_400)
    moment = (DAY_ZERO_1904 if starts_1904 else DAY_ZERO) + timedelta(days=int(value), seconds=seconds)
    shown, last = [], ""
    for position, piece in enumerate(pieces):
        kind = piece[0].lower()
        if kind == "a" or piece.startswith("上午"):
            return moment.isoformat(sep=" ")
        if kind not in DATE_LETTERS:
            shown.append(literal(piece))
            continue
        following = next((later[0].lower() for later in pieces[position + 1 :] if later[0].lower() in DATE_LETTERS), "")
        is_minute = kind == "m" and (last == "h" or following == "s")
        if len(piece) > 2 and kind != "y":
            return moment.date().isoformat()
        shown.append(date_part(moment, "minute" if is_minute else kind, len(piece)))
        last = kind
    return "".join(shown).strip()


def date_part(moment: datetime, kind: str, width: int) -> str:
    """One part of a date, with a leading zero where the code doubles its letter."""
    if kind == "y":
        return str(moment.year) if width > 2 else f"{moment.year % 100:02d}"
    part = {"m": moment.month, "d": moment.day, "h": moment.hour, "minute": moment.minute, "s": moment.second}[kind]
    return f"{part:02d}" if width == 2 else str(part)
