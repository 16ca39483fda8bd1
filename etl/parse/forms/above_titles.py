"""What a form prints above its title: its score and grade, and the first line of a title over two lines.

Input: the TokenRows of a document and where a title stands. Output: the row where its form begins. Stage `parse`.
"""

import re
from itertools import takewhile

from etl.parse.blocks.total_block import is_total_row
from etl.parse.forms.titles import ENDS_TEXT, TITLE_END, titled_form_type
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormType

LONGEST_UPPER_LINE = 40
YEAR = re.compile(r"(?:19|20)\d\d年度?(?!\d{1,2}月)")
OF_ANOTHER_TIME = {
    FormType.SELF_EVALUATION: re.compile(r"预算(?:公开|草案|报告|编制|批复)|绩效目标"),
    FormType.TARGET_DECLARATION: re.compile(r"决算|自评"),
}
WHOLE_DEPARTMENT = "whole_department"
OF_A_PROJECT = re.compile(r"项目|专项|政策|转移支付")
NO_LINE_OF_TITLE = re.compile(r"^(?:注|备注|说明|附注|填报|目录)|第\d+页|[一二三四五六七八九十]、|\d{1,2}月\d{1,2}日")


def first_row_of(
    rows: tuple[TokenRow, ...], title: int, previous: int, vocabulary: Vocabulary, *, is_above: bool
) -> int:
    """The row where the form of a title begins; `is_above` tells that the forms print their totals above it."""
    start = title
    form_type = titled_form_type(rows[title], vocabulary)
    if form_type is not None and start - 1 > previous and is_upper_line(rows[start - 1], form_type, vocabulary):
        start -= 1
    while is_above and start - 1 > previous and is_lone_total(rows[start - 1]):
        start -= 1
    return start


def is_upper_line(row: TokenRow, form_type: FormType, vocabulary: Vocabulary) -> bool:
    """Whether a row above a title is its first line, which prints the year: 2024年度某县河道清淤补助."""
    text = vocabulary.fold(row.first.text)
    if len(row.tokens) != 1 or row.kinds or len(text) > LONGEST_UPPER_LINE or not YEAR.search(text):
        return False
    if ENDS_TEXT.search(text) or TITLE_END.search(text) or NO_LINE_OF_TITLE.search(text):
        return False
    return OF_ANOTHER_TIME[form_type].search(text) is None


def names_department_above(rows: tuple[TokenRow, ...], title: int, previous: int, vocabulary: Vocabulary) -> bool:
    """Whether the line above a title begins it and tells of a whole department: 某局部门整体 ｜ 支出绩效自评表."""
    if title - 1 <= previous or OF_A_PROJECT.search(rows[title].first.text):
        return False
    above = rows[title - 1]
    text = vocabulary.fold(above.first.text)
    if len(above.tokens) != 1 or above.kinds or len(text) > LONGEST_UPPER_LINE:
        return False
    whole = text + vocabulary.fold(rows[title].first.text)
    is_line = not (ENDS_TEXT.search(text) or TITLE_END.search(text) or NO_LINE_OF_TITLE.search(text))
    return is_line and vocabulary.barring_titles[WHOLE_DEPARTMENT].search(whole) is not None


def is_lone_total(row: TokenRow) -> bool:
    """Whether a row prints a score or a grade beside its label."""
    return is_total_row(row) and any(not token.labels for token in row.tokens[1:])


def prints_totals_above(rows: tuple[TokenRow, ...], title: int) -> bool:
    """Whether the first form of a document has its total above its title: no indicators, and no list, whose total it
    could be."""
    above = list(takewhile(is_lone_total, reversed(rows[:title])))
    is_score = any(is_number(token.text) for row in above for token in row.tokens)
    before = rows[: title - len(above)]
    return is_score and not any(row.is_kind("indicator_column", "level1", "level2", "other_table") for row in before)
