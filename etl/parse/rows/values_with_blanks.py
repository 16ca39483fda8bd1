"""Values that blanks part inside, in lines whose columns only blanks part: ≥ 95 %, 不低于 2000 人, 2021 年 3 月 1 日.

Input: the tokens of lines that were cut at their blanks. Output: the lines with such values in one token each. Stage
`parse`. An operator stands for itself, and a unit behind its number, only where the form has a column for them.
"""

import re
from collections.abc import Sequence

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import OPERATOR, half_width, is_number, is_quantity, is_unit, unspaced
from etl.parse.labels.roles import NAMED_FIELDS
from etl.parse.labels.tokens import UNPLACED, Token

APART = frozenset({"target_operator", "target_unit"})
YEAR, MONTH, DAY = r"(?:19|20)[0-9]{2}\s*年", r"[0-9]{1,2}\s*月", r"[0-9]{1,2}\s*日"
TIME_END = "(?:[初末底]|[上中下]旬)?(?:之?前|以前|内|止)?(?:完成|完工)?"  # 11 ｜ 月底前
DATE_PARTS = (  # before a blank of a date, an age or a number of a list, and behind it, in the order of joining
    (re.compile("目标|任务|指标"), re.compile(r"[1-9][0-9]?\s{0,2}[:：、.．][^0-9].*")),
    (re.compile(r"(?:19|20)[0-9]{2}"), re.compile(r"年(?:[^0-9\s].*)?")),  # 2020 ｜ 年电梯加装补助
    (re.compile(r"[0-9]{1,2}"), re.compile(rf"月\s*(?:{DAY})?{TIME_END}")),
    (re.compile(r"[0-9]{1,2}"), re.compile(rf"日{TIME_END}")),
    (re.compile(YEAR), re.compile(rf"{MONTH}\s*(?:{DAY})?{TIME_END}")),
    (re.compile(rf"(?:{YEAR}\s*)?{MONTH}"), re.compile(rf"{DAY}{TIME_END}")),
    (re.compile("[0-9]{1,3}"), re.compile(r"周?岁[^0-9\s].*")),  # 7 ｜ 岁以下儿童健康管理率
    # a document's number before what it is about: 文财〔2022〕10号 ｜ 社区建设经费
    (re.compile(r"[^0-9\s]{0,12}[(（〔\[](?:19|20)[0-9]{2}[)）〕\]][0-9]{1,4}号"), re.compile(r"[\u4e00-\u9fff].*")),
)
NAMES = [[role] for role in NAMED_FIELDS]
ONE_END = r"(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|年|[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?)"
WHOLE_TERM = re.compile(rf"{ONE_END}[至到—–―~-]{{1,2}}{ONE_END}")
UNIT_COLUMN, MONTH_UNIT = "target_unit", "月"
OF_MONEY = ("fund_row", "fund_column")
UNIT_BEGUN = re.compile(r"[0-9][0-9.,]{0,14}\s?(?P<unit>[\u4e00-\u9fff]{1,3})")  # ≤40工作 ｜ 日, ≥16800万 ｜ 元
LETTER = re.compile("[\u4e00-\u9fff]")
SHARE = re.compile(r"[%‰](?:以[上下内]|左右|及以上)?")


def with_whole_values(rows: Sequence[tuple[Token, ...]], lines: tuple[str, ...]) -> list[tuple[Token, ...]]:
    """The lines with dates and values whole; operators and units stay apart where the form has columns of them."""
    named = {role for tokens in rows for token in tokens for role in token.roles("indicator_column")}
    has_units = UNIT_COLUMN in named
    rows = [with_whole_dates(tokens, lines, has_units=has_units) if len(tokens) > 1 else tokens for tokens in rows]
    if not APART.isdisjoint(named):
        return rows
    return [whole_values(tokens, lines) if len(tokens) > 1 else tokens for tokens in rows]


def with_whole_dates(tokens: tuple[Token, ...], lines: tuple[str, ...], *, has_units: bool) -> tuple[Token, ...]:
    """One line with 目标 1: and dates whole: numbers go to their 年 and 月 first, then month and day to the year.

    A lone 月 behind two numbers is the unit of both where the form has a column of units: ≤ ｜ 11 ｜ 12 ｜ 月.
    """
    for before, after in DATE_PARTS:
        whole: list[Token] = []
        for token in tokens:
            last = whole[-1] if whole else None
            is_unit_of_both = has_units and token.text == MONTH_UNIT and len(whole) > 1 and is_number(whole[-2].text)
            if last is not None and not is_unit_of_both and is_split_date(last, token, before, after):
                whole[-1] = one_token(last, token, lines)
            else:
                whole.append(token)
        tokens = tuple(whole)
    return with_whole_name(with_whole_term(tokens, lines), lines)


def with_whole_name(tokens: tuple[Token, ...], lines: tuple[str, ...]) -> tuple[Token, ...]:
    """One line with a name whole whose letters are spaced out behind its label: 项目名称 ｜ 优 ｜ 抚."""
    at = next((order for order, token in enumerate(tokens) if token.roles("form")[:1] in NAMES), len(tokens))
    letters = tokens[at + 1 :]
    if len(letters) < 2 or any(token.labels or LETTER.fullmatch(token.text) is None for token in letters):
        return tokens
    return (*tokens[: at + 1], one_token(letters[0], letters[-1], lines))


def with_whole_term(tokens: tuple[Token, ...], lines: tuple[str, ...]) -> tuple[Token, ...]:
    """One line with a project's term whole, 2023-01-01 ｜ 至 ｜ 2023-12-31, where the term's label stands before it or
    nothing else stands in the line. Elsewhere a stroke between two dates may be a blank cell."""
    begin = next((order for order, token in enumerate(tokens, start=1) if "period" in token.roles("form")), 0)
    for end in (begin + 3, begin + 2):
        pieces = tokens[begin:end]
        is_alone = begin > 0 or len(tokens) == end
        of_line = {(token.place.line_no, bool(token.labels)) for token in pieces}
        if is_alone and len(pieces) == end - begin and len(of_line) == 1 and not pieces[0].labels:
            whole = one_token(pieces[0], pieces[-1], lines)
            if WHOLE_TERM.fullmatch(half_width(unspaced(whole.text))):
                return (*tokens[:begin], whole, *tokens[end:])
    return tokens


def is_split_date(last: Token, token: Token, before: re.Pattern[str], after: re.Pattern[str]) -> bool:
    """Whether two pieces of a line are the parts of one date."""
    if UNPLACED not in (last.column, token.column) or last.place.line_no != token.place.line_no or token.labels:
        return False
    is_begun = token.text[:1].isascii() or token.text.startswith(("年", "月", "日", "岁", "周岁"))
    if not is_begun and not last.text.endswith("号"):
        return False
    return before.fullmatch(half_width(last.text)) is not None and after.fullmatch(half_width(token.text)) is not None


def one_token(first: Token, last: Token, lines: tuple[str, ...]) -> Token:
    """Two pieces of a line, and the blank between them, as one."""
    place = first.place._replace(char_end=last.place.char_end)
    return Token(lines[place.line_no - 1][place.char_start : place.char_end], place, UNPLACED)


def whole_values(tokens: tuple[Token, ...], lines: tuple[str, ...]) -> tuple[Token, ...]:
    """One line with its values whole. Beside a source of money 万元 stands by itself.

    A line may hold a whole form: of its labels, the last before a value says what it is, or the first behind it.
    """
    labelled = [token for token in tokens if token.labels]
    is_money = bool(labelled) and labelled[0].is_kind(*OF_MONEY)
    whole: list[Token] = []
    for token in tokens:
        if token.labels:
            is_money = token.is_kind(*OF_MONEY)
        before = whole[-1] if whole else None
        if before is not None and goes_on(before, token, is_money=is_money):
            whole[-1] = one_token(before, token, lines)
        else:
            whole.append(token)
    return tuple(whole)


def goes_on(before: Token, token: Token, *, is_money: bool) -> bool:
    """Whether a piece is the number of the operator before it, or the unit, or its rest, of the number before it."""
    if UNPLACED not in (before.column, token.column) or before.place.line_no != token.place.line_no:
        return False
    text = half_width(before.text)
    if OPERATOR.fullmatch(text):
        return is_number(token.text) or is_quantity(token.text) or (is_unit(token.text) and not token.labels)
    operator = OPERATOR.match(text)
    number = text[operator.end() :].strip() if operator else text
    unit = half_width(token.text)
    if (begun := UNIT_BEGUN.fullmatch(number)) is not None:
        return is_unit(begun["unit"] + unit) and not is_money and not token.labels
    if not is_number(number):
        return False
    is_counted = is_unit(unit) or unit in load_vocabulary().counted_units
    return SHARE.fullmatch(unit) is not None or (is_counted and not is_money and not token.labels)
