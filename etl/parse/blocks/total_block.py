"""The last rows of a form: 总分 with the sum of the weights and the total score, and the grade.

Input: rows that begin with a label of the totals. Output: fields total_weight, total_score and grade. Stage `parse`.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_header import IndicatorHeader
from etl.parse.labels.printed_kinds import SUM_TOLERANCE, is_blank_mark, is_number, number_of
from etl.parse.labels.roles import POINTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow, bare_points
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import PrintedField, Section

GRADE_LENGTH = 6
KINDS_OF_POINTS = (*POINTS, "unread_number", "beside.weight", "beside.score")
OWN = "自评"
EARNED = ("得分", OWN)  # words of a label that names no sum of weights
FULL_POINTS = 100
TOTALS = ("total_weight", "total_score")
TWO_TOTALS = "总分印了 {text} 与 {other} 两处，前一处与各项得分之和不符，未采用。"
EXPLAINED = re.compile(r"[(（][^()（）]{1,24}[)）]$")  # 优(90≤S≤100)
BOXES = "☑√✓■✔□○☐"
EMPTY_BOX = re.compile("[□○☐]")
TICKED_BEFORE = re.compile(r"[☑√✓■✔]([优良中差一二三四]等?)")
TICKED_BEHIND = re.compile(r"([优良中差一二三四]等?)[☑√✓■✔]")


def is_total_row(row: TokenRow) -> bool:
    """Whether the row begins with 总分, 合计 or the grade (a label of the block may stand before it)."""
    first = next((token for token in row.tokens if not token.is_kind("side")), None)
    return (first is not None and first.is_kind("total")) or is_score_row(row)


def is_score_row(row: TokenRow) -> bool:
    """Whether the row is nothing but 自评得分, elsewhere the label of a column, and a number: the form's score."""
    if not row.is_tabular or len(row.tokens) != 2:
        return False
    label, value = row.tokens
    return OWN in label.text and "score" in label.roles("indicator_column") and is_number(value.text)


def read_total_row(sheet: FormSheet, index: int, header: IndicatorHeader | None, vocabulary: Vocabulary) -> int:
    """Read totals and grade of a row, with numbers on lines of their own below it; returns the index after them."""
    row = sheet.rows[index]
    index += 1
    numbers: list[Token] = []
    label: str | None = None
    is_score = is_score_row(row)
    for token in map(bare_points, row.tokens):
        if roles := token.roles("total") or ["total_score"] * (is_score and token.place == row.first.place):
            label = roles[0]
            sheet.claim(token)
            if label == "grade":
                read_ticked_grade(sheet, row, token)
        elif token.place in sheet.claimed:
            continue
        elif (
            label == "grade"
            and not is_number(token.text)
            and len(token.text) <= GRADE_LENGTH
            and not sheet.has("grade")
        ):
            sheet.claim(token) if is_blank_mark(token.text) else sheet.add(Section.FORM, None, "grade", [token])
        elif numbers and is_grade(token, vocabulary) and not sheet.has("grade"):
            sheet.add_text(Section.FORM, None, "grade", EXPLAINED.sub("", token.text), token)
        elif label == "total_score" and (is_number(token.text) or is_blank_mark(token.text)):
            numbers.append(token)
    if label == "total_score" and not numbers:
        while index < len(sheet.rows) and is_lone_number(sheet.rows[index]):
            numbers.append(bare_points(sheet.rows[index].first))
            index += 1
    index += read_grade_below(sheet, index, vocabulary) if numbers else 0
    is_named_score = is_score or any(is_score_label(token) for token in row.tokens)
    if numbers and not sheet.has("total_score"):
        keep_totals(sheet, numbers, header, is_named_score=is_named_score)
    elif numbers:
        printed = [token for token in numbers if is_number(token.text)]
        claim_repeated_total(sheet, printed, is_named_score=is_named_score)
    return index


def claim_repeated_total(sheet: FormSheet, numbers: list[Token], *, is_named_score: bool) -> None:
    """The totals below a form that prints its score in its head too: the same score again, and the sum of weights."""
    field = next(field for field in sheet.fields if field.name == "total_score")
    known = number_of(field.text)
    if not numbers or len(numbers) > len(POINTS):
        return
    if number_of(numbers[-1].text) != known:
        if len(numbers) == len(POINTS):
            settle_two_totals(sheet, field, numbers)
        elif is_named_score and adds_money(sheet, known, number_of(numbers[0].text)):
            keep_totals_of_form(sheet, {"total_score": numbers[0]})
        return
    sheet.claim(*numbers)
    if len(numbers) == len(POINTS) and not sheet.has("total_weight"):
        sheet.add(Section.FORM, None, "total_weight", [numbers[0]])


def settle_two_totals(sheet: FormSheet, known: PrintedField, numbers: list[Token]) -> None:
    """Of two rows of totals that disagree, as where the foot of another form stands in this one, the score that the
    rows add up to is the form's; where the first is not it, it is none. One that adds the points of the money to the
    sum over the indicators is the form's whichever comes first."""
    whole, total, other = sum_over_form(sheet, "score"), number_of(known.text), number_of(numbers[-1].text)
    if is_near(total, whole) or adds_money(sheet, other, total):
        return
    sheet.report("total_undecided", "中", TWO_TOTALS.format(text=known.text, other=numbers[-1].text), numbers[-1])
    keep_totals_of_form(sheet, dict(zip(TOTALS, numbers, strict=True)) if is_near(other, whole) else {})


def adds_money(sheet: FormSheet, part: float | None, total: float | None) -> bool:
    """Whether the first total is the sum over the indicators, which leave points to the money, and the second adds
    these: 合计 90 89.02 above 自评总得分 98.52."""
    of_indicators, left = sum_over_indicators(sheet, "score"), FULL_POINTS - sum_over_indicators(sheet, "weight")
    of_money = sum_over_form(sheet, "score") - of_indicators
    if part is None or total is None or left < SUM_TOLERANCE or not is_near(part, of_indicators):
        return False
    return is_near(total, part + of_money) if of_money else 0 < total - part <= left + SUM_TOLERANCE


def keep_totals_of_form(sheet: FormSheet, tokens: dict[str, Token]) -> None:
    """The totals of the form in place of those that were kept."""
    sheet.fields = [field for field in sheet.fields if field.section is not Section.FORM or field.name not in TOTALS]
    for name, token in tokens.items():
        sheet.add(Section.FORM, None, name, [token])


def is_near(total: float | None, whole: float) -> bool:
    """Whether a total is the sum of the rows."""
    return total is not None and abs(total - whole) <= SUM_TOLERANCE


def read_grade_below(sheet: FormSheet, index: int, vocabulary: Vocabulary) -> int:
    """How many rows a grade with its limits takes on a line of its own below the totals."""
    below = sheet.rows[index].tokens if index < len(sheet.rows) and not sheet.has("grade") else ()
    if len(below) != 1 or not EXPLAINED.search(below[0].text) or not is_grade(below[0], vocabulary):
        return 0
    sheet.add_text(Section.FORM, None, "grade", EXPLAINED.sub("", below[0].text), below[0])
    return 1


def is_grade(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a text is a grade, alone or with its limits in brackets: 优(90≤S≤100)."""
    return EXPLAINED.sub("", token.text) in vocabulary.grades


def is_score_label(token: Token) -> bool:
    """Whether a label of the totals says itself that it is of what was earned: 自评得分合计."""
    return "total_score" in token.roles("total") and any(word in token.text for word in EARNED)


def read_ticked_grade(sheet: FormSheet, row: TokenRow, label: Token) -> None:
    """The grade whose box is ticked: the boxes stand before their words or behind them, as the first one does."""
    after = row.behind(label) if label in row.tokens else ()
    text = "".join("".join(token.text for token in after).split())
    if not EMPTY_BOX.search(text):
        return
    sheet.claim(*after)
    pattern = TICKED_BEFORE if text[:1] in BOXES else TICKED_BEHIND
    ticked = pattern.findall(text)
    if len(ticked) == 1 and not sheet.has("grade"):
        token = next((token for token in after if ticked[0] in token.text), after[0])
        sheet.add_text(Section.FORM, None, "grade", ticked[0], token)


def is_lone_number(row: TokenRow) -> bool:
    """Whether the row is one number and nothing else."""
    return len(row.tokens) == 1 and is_number(bare_points(row.first).text)


def keep_totals(
    sheet: FormSheet, numbers: list[Token], header: IndicatorHeader | None, *, is_named_score: bool = False
) -> None:
    """Two numbers are the sum of weights and the total; one number is what the sums, its column or its label say."""
    printed = [token for token in numbers if is_number(token.text)]
    printed = below_points(printed, header) if len(printed) > len(POINTS) else printed
    sheet.claim(*numbers)
    if len(printed) >= 2:
        roles = [column.role for column in header.columns if column.role in POINTS] if header else []
        names = ("total_score", "total_weight") if roles == ["score", "weight"] else ("total_weight", "total_score")
        for name, token in zip(names, printed, strict=False):
            sheet.add(Section.FORM, None, name, [token])
    elif printed:
        field = single_total(sheet, printed[0], header) or ("total_score" if is_named_score else None)
        if field is None:
            sheet.report("total_undecided", "中", "总分行只有一个数，无法判断是分值合计还是总分，未采用。", printed[0])
        else:
            sheet.add(Section.FORM, None, field, printed)


def below_points(numbers: list[Token], header: IndicatorHeader | None) -> list[Token]:
    """Of numbers that merged cells repeat, those below weight and score; without columns, those in the order of the
    columns of points (分值 ｜ 扣分 ｜ 得分), else one of each run."""
    points = [column for column in header.columns if column.role.startswith(KINDS_OF_POINTS)] if header else []
    columns = {column.position for column in points if column.role in POINTS}
    below = [token for token in numbers if token.column in columns - {UNPLACED}]
    if len(below) == len(POINTS):
        return below
    if len(numbers) == len(points):
        return [token for token, column in zip(numbers, points, strict=True) if column.role in POINTS]
    before = (None, *(token.text for token in numbers))
    return [token for token, text in zip(numbers, before, strict=False) if token.text != text]


def single_total(sheet: FormSheet, token: Token, header: IndicatorHeader | None) -> str | None:
    """Whether a lone number is the total score or the sum of the weights."""
    value = number_of(token.text)
    is_score, is_weight = (
        abs(sum_over_form(sheet, name) - (value or 0.0)) < SUM_TOLERANCE for name in ("score", "weight")
    )
    if is_score != is_weight:
        return "total_score" if is_score else "total_weight"
    positions = {column.role: column.position for column in header.columns} if header else {}
    place = token.column if token.column != UNPLACED else None
    if place is not None and place == positions.get("weight"):
        return "total_weight"
    if is_score or (place is not None and place == positions.get("score")) or "weight" not in positions:
        return "total_score"
    return None


def sum_over_form(sheet: FormSheet, name: str) -> float:
    """The sum of a printed column over the indicators and the funding total."""
    total = [field for field in sheet.fields if field.section is Section.FUND and field.row_no == 1]
    return sum_over_indicators(sheet, name) + sum_of(total, name)


def sum_over_indicators(sheet: FormSheet, name: str) -> float:
    """The sum of a printed column over the indicators."""
    return sum_of([field for field in sheet.fields if field.section is Section.INDICATOR], name)


def sum_of(fields: list[PrintedField], name: str) -> float:
    """The sum of the numbers of one name."""
    values = [number_of(field.text) for field in fields if field.name == name]
    return sum(value for value in values if value is not None)
