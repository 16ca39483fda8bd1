"""Indicators whose name is none: a value, labels of columns, how to score, sentences, or a name with cells behind it.

Input: a FormSheet whose blocks are read. Output: the same without these rows, each with a finding. Stage `parse`. They
come from pages whose cells stand in no order; a name that cannot be one tells that nothing of its row is certain.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.torn_rows import take_back
from etl.parse.labels.printed_kinds import half_width, is_no_name
from etl.parse.labels.roles import LEVELS, POINTS, VALUES
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cell_likeness import DATE, WORDS_OF_TARGET, is_value_alone
from etl.records import PrintedField, Section

NOT_CREDIBLE = "indicator_not_credible"
NO_NAME = "“{text}”像是别的格的内容而不是指标名称，这一行没有采用，原文保留。"
HEADINGS = frozenset({"indicator_column"})
COLUMN_KINDS = frozenset({"indicator_column", "fund_column", "fund_row", "goal"})
SHORTEST_LABEL = 2
OF_MONEY_AND_GOALS = frozenset({"fund_row", "goal"})
HEADER_WORD = re.compile("分值|得分|权重|指标值|完成值|预算数|执行数|预期目标|设定目标|完成情况")
COST = "成本"
MOST_LABELS = 40  # characters of a run of labels
DATE_AT_END = re.compile(rf"(?:{DATE.pattern})$")
# Too short for a name, or what is to be reached: 量, 提升, 62家次, 21.4万平, 持续改善.
NO_WORDS = re.compile(rf".{{1,2}}|[0-9][0-9,.]{{0,11}}[^\s0-9]{{0,3}}|{WORDS_OF_TARGET.pattern}")
SENTENCE, WHOLE_SENTENCE = re.compile("。."), re.compile(".{30}。")  # running text that stands between the rows
SCORING = re.compile(r"满分.{0,30}[0-9]分|每[^，。]{1,20}扣[0-9.]{1,5}分|扣完为止|分[0-9三四五]档")
VALUE_INSIDE = re.compile(r"\S[≥≤＞＜><=]{1,2}\s?[0-9]")
Row = dict[str, PrintedField]


def drop_incredible_rows(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Take back each indicator whose name cannot be one."""
    rows = sheet.numbered_rows(Section.INDICATOR)
    gone = [no for no, row in rows.items() if is_incredible(row, vocabulary)]
    for no in gone:
        name = rows[no]["level3"]
        token = Token(name.text, name.places[0], UNPLACED)
        sheet.report(NOT_CREDIBLE, "中", NO_NAME.format(text=name.text), token)
        take_back(sheet, rows[no].values())
    if gone:
        sheet.close_gaps(Section.INDICATOR)


def is_incredible(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether the name of a row is none."""
    if "level3" not in row:
        return False
    text = half_width(row["level3"].text)
    if is_no_name(text) or SCORING.search(text) or SENTENCE.search(text) or ends_with_date_below(row["level3"]):
        return True
    if WHOLE_SENTENCE.search(text) and not {*VALUES, "score"} <= row.keys():  # a full row may be named at length
        return True
    has_result = not row.keys().isdisjoint(VALUES)
    if not has_result and (is_value_alone(text) or NO_WORDS.fullmatch(text) or VALUE_INSIDE.search(text)):
        return True
    if any(vocabulary.labels_of(row[level].text).kinds == HEADINGS for level in LEVELS if level in row):
        return True
    is_bare = not has_result and row.keys().isdisjoint(POINTS)
    kinds = vocabulary.labels_of(text).kinds
    is_of_cost = any(COST in row[level].text for level in LEVELS if level in row)  # may go by the name of a source
    return (
        (is_bare and is_label(text, vocabulary))
        or (not is_of_cost and not kinds.isdisjoint(OF_MONEY_AND_GOALS))
        or (HEADER_WORD.search(text) is not None and are_labels(text, vocabulary))
    )


def ends_with_date_below(name: PrintedField) -> bool:
    """Whether a name was joined of several cells, the last of which is a date: 雨季停工 ｜ 2023年9月."""
    return len(name.places) > 1 and DATE_AT_END.search(name.text) is not None


def is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is the label of a column or of a source of money."""
    return not COLUMN_KINDS.isdisjoint(vocabulary.labels_of(text).kinds)


def are_labels(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is nothing but several such labels: 实际完成值分值得分."""
    if len(text) > MOST_LABELS or is_label(text, vocabulary):
        return False
    ends = [0]
    for end in range(SHORTEST_LABEL, len(text) + 1):
        if any(is_label(text[begin:end], vocabulary) for begin in ends if end - begin >= SHORTEST_LABEL):
            ends.append(end)
    return ends[-1] == len(text)
