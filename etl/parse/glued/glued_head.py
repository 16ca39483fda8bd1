"""The head of a glued form: labels and the values between them, each held against what its label can have.

Input: a GluedRun, the positions of the head, and the sheet. Output: fields of section FORM. Stage `parse`. A value
whose end nobody can tell, or that is a list of boxes whose tick was lost, stays null with a finding.
"""

import re
from itertools import pairwise

from etl.parse.blocks.head_block import WHOLE_FORM, YEAR, field_label, read_labelled_value
from etl.parse.blocks.printed_year import PART_OF_YEAR, YEAR_UNCLEAR, prints_part
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_sheet import UNDECIDED, GluedSheet
from etl.parse.labels.printed_kinds import is_blank_mark
from etl.records import Section

SHORTEST_LABEL = 3
ORGANISATION = re.compile(
    r"(?:[^:：;；。(（及]|\([县市区旗镇乡、]{1,5}\)){1,38}(?:局|委|委员会|办|办公室|厅|部|院|校|站|所|中心|科|处|室|会|队|公司|政府|馆|园|街道|镇|乡|团|社|厂|集团|学|幼儿园|银行|法院|部门|"
    r"中学|小学|医院|股|组|基地|村|社区|区|县|市|场|台|库|宫|剧院|水厂|监狱|党校|工会|妇联|残联|文联|科协|侨联|团委|人大|政协"
    r"|报社|事务所)(?:\([^()]{1,12}\))?"
)
NAME = re.compile(r"(?!.*\((?:万元|元|千元|亿元)\))(?!(.{2,30})\1+$)[^。；;：:]{2,60}(?<![-—/])")
# A label that nobody listed, with its value, inside another's: …专项市级财政部门清河市财政局, …补贴评价年度2022年.
UNLISTED_LABEL = re.compile(
    r"(?:部门|单位)[^部门单位]{2,20}(?:局|委|厅|院|中心)$|年度(?:19|20)\d\d年?$|(?<=项目)级次|(?:单位|部门)[:：]"
)
NOTE_OF_NAME = re.compile(r"\([\u4e00-\u9fff、]{4,20}\)")
SAID_AGAIN = re.compile(r"(.{2,30})\1{1,9}")  # a merged cell, once for each of its columns
BLOCK_LABELS = ("fund_column", "fund_row", "side", "goal", "indicator_column", "total")
CODE = re.compile(r"[0-9A-Za-z-]{4,40}")
DATE = re.compile(
    r"(?:19|20)\d\d[年./-]\d{1,2}(?:[月./-](?:\d{1,2}日?)?)?(?:[-—至~](?:19|20)?\d\d[年./-]\d{1,2}(?:[月./-](?:\d{1,2}日?)?)?)?"
)
AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,6})?(?:万元|元)?")
SCORE = re.compile(r":?(\d{1,3}(?:\.\d{1,3})?)分?")
WORDS = re.compile(r"[^\d。；;：:、□]{1,16}")
OPTIONS = re.compile(r"\d[、.．]\D.*\d[、.．]\D|□")
CAN_BE = {
    "project_name": NAME,
    "project_code": CODE,
    "department": ORGANISATION,
    "unit": ORGANISATION,
    "fiscal_year": YEAR,
    "money_unit": re.compile(r"元|万元|千元|亿元"),
    "project_nature": WORDS,
    "project_category": WORDS,
    "project_type": WORDS,
    "start_date": DATE,
    "end_date": DATE,
    "period": DATE,
    "project_total_budget": AMOUNT,
    "prior_year_budget": AMOUNT,
    "prior_year_executed": AMOUNT,
}
YEAR_BEFORE_NAME = re.compile(r"\(((?:19|20)\d\d)年度?\)$")
LONGEST_YEAR = 8
PROJECT = "项目"
JOINING = "及和与或、"
LEVEL_OF_GOVERNMENT = re.compile(
    r"(?:中央|省级|市级|县级|区级|区县|县区|市县|市县级|地方|上级)$"
)  # …资金省级 ｜ 主管部门


def head_labels(finder: LabelFinder, first: int, last: int) -> list[GluedLabel]:
    """The labels of fields between two positions; a short one counts before a colon or at a printed cut only."""
    blocks = {label.word_end for label in blocks_over_labels(finder, first, last)}
    return [
        label
        for label in finder.all_between(first, last, "form")
        if label.word_end not in blocks
        and (
            label.word_end - label.start > SHORTEST_LABEL
            or finder.run.folded[label.end : label.end + 1] == ":"
            or finder.is_at_cut(label.start)
        )
    ]


def blocks_over_labels(finder: LabelFinder, first: int, last: int) -> list[GluedLabel]:
    """The names of blocks that end with a label of the head and are none: 项目基本情况 is no 基本情况."""
    inside = {label.word_end: label.start for label in finder.all_between(first, last, "form")}
    blocks = finder.all_between(first, last, "side")
    return [block for block in blocks if inside.get(block.word_end, block.start) > block.start]


def read_glued_head(sheet: GluedSheet, finder: LabelFinder, first: int, last: int) -> None:
    """Read labels and values between two positions, and the score where the head prints it."""
    labels = with_name_of_title(finder, head_labels(finder, first, last))
    scores = read_head_scores(sheet, finder, first, last)
    stops = sorted([*scores, *(block.start for block in blocks_over_labels(finder, first, last))])
    for order, label in enumerate(labels):
        end = labels[order + 1].start if order + 1 < len(labels) else last
        end = next((start for start in stops if label.end < start < end), end)
        read_glued_value(sheet, finder, label, end, labels[order + 1] if order + 1 < len(labels) else None)


def with_name_of_title(finder: LabelFinder, labels: list[GluedLabel]) -> list[GluedLabel]:
    """The labels, the one behind the project's name without its 项目 where that is the name's: the text above the form
    prints the name with it, and 实施单位, which such forms print alike, is printed without."""
    folded = finder.run.folded
    units = [folded[label.start : label.word_end] for label in labels if "unit" in label.roles("form")]
    settled = list(labels)
    for order, (label, following) in enumerate(pairwise(labels), start=1):
        cut = following.start + len(PROJECT)
        name = folded[label.end : cut].lstrip(":")
        is_open = name.endswith(PROJECT) and folded.startswith(PROJECT, following.start)
        if not is_open or "project_name" not in label.roles("form") or name not in folded[: label.start]:
            continue
        rest = finder.at(cut, "form")
        if rest is not None and units and not any(unit.startswith(PROJECT) for unit in units):
            settled[order] = rest
    return settled


def read_head_scores(sheet: GluedSheet, finder: LabelFinder, first: int, last: int) -> list[int]:
    """Where the head prints a total score, label and number up to the next label (自评总分96.2主管部门, 自评得分96):
    it is no part of the name before it."""
    starts = []
    for label in finder.all_between(first, last, "total", "indicator_column"):
        is_long = label.word_end - label.start > SHORTEST_LABEL
        score = SCORE.match(finder.run.folded, label.end, last) if is_long else None
        is_of_form = WHOLE_FORM in finder.run.folded[label.start : label.word_end]
        is_total = "total_score" in label.roles("total")
        if score is None or not (is_total or (is_of_form and "score" in label.roles("indicator_column"))):
            continue
        if score.end() == last or finder.at(score.end(), "form") or finder.is_at_cut(score.end()):
            sheet.label(label.start, score.start(1))
            if not sheet.has("total_score"):
                sheet.add(Section.FORM, None, "total_score", [sheet.value(*score.span(1))])
            starts.append(label.start)
    return starts


def read_glued_value(
    sheet: GluedSheet, finder: LabelFinder, label: GluedLabel, end: int, following: GluedLabel | None
) -> None:
    """One labelled value, or the finding that it cannot be told."""
    run = finder.run
    printed = sheet.label(label.start, label.end)
    start = label.end
    while start < end and run.folded[start] == ":":
        start += 1
    if start >= end:
        return
    value = sheet.value(start, end)
    text = run.folded[start:end]
    named = field_label(printed)
    can_be = CAN_BE.get(label.roles("form")[0])
    if is_blank_mark(value.text):
        sheet.claim(value)
    elif OPTIONS.search(text) and label.roles("form")[0] in ("project_nature", "project_category", "project_type"):
        sheet.report(UNDECIDED, "低", f"“{printed.text}”的选项看不出勾选了哪一个，未采用，原文保留。", value)
    elif named is None or can_be is None or can_be.fullmatch(text) is None:
        sheet.report(UNDECIDED, "低", f"“{printed.text}”之后的文字连在一起，分不清到哪里为止，未采用。", value)
    elif (
        UNLISTED_LABEL.search(text)
        or SAID_AGAIN.fullmatch(text)
        or begins_with_department_label(finder, text)
        or any(is_filled_label(finder, inside, end) for inside in finder.all_between(start, end, *BLOCK_LABELS))
    ):
        sheet.report(UNDECIDED, "中", f"“{printed.text}”的值里夹着别的栏目，未采用，原文保留。", value)
    elif following is not None and may_end_later(finder, label, start, end, following):
        sheet.report(UNDECIDED, "中", f"“{printed.text}”的值可能还包括后一个栏目名的开头，未采用。", value)
    else:
        read_labelled_value(sheet, named, printed, value)


def begins_with_department_label(finder: LabelFinder, text: str) -> bool:
    """Whether a value begins with a label that only the form of a whole department prints, as 部门名称."""
    return finder.vocabulary.barring_labels["whole_department"].match(text) is not None


def is_filled_label(finder: LabelFinder, label: GluedLabel, end: int) -> bool:
    """Whether a label inside a value is one: brackets, a colon or a number follow it. Brackets full of words that end
    the value are its own: …补助地方资金(道路建设)."""
    folded = finder.run.folded
    if label.end == end and NOTE_OF_NAME.fullmatch(folded, label.word_end, end):
        return False
    return label.word_end - label.start >= SHORTEST_LABEL and (
        label.end > label.word_end or folded[label.end : label.end + 1] in tuple(":0123456789")
    )


def may_end_later(finder: LabelFinder, label: GluedLabel, start: int, end: int, following: GluedLabel) -> bool:
    """Whether the first characters of the next label may as well belong to this value: …项目 before 主管部门."""
    if finder.is_at_cut(following.start):
        return False
    can_be = CAN_BE[label.roles("form")[0]]
    for cut in range(following.start + 1, following.word_end - 1):
        if finder.run.folded[cut - 1] in JOINING:  # 负责人及 ｜ 电话: no value ends so
            continue
        if LEVEL_OF_GOVERNMENT.fullmatch(finder.run.folded, following.start, cut):
            continue
        rest = finder.at(cut, "form")
        if rest is not None and rest.word_end >= following.word_end and can_be.fullmatch(finder.run.folded, start, cut):
            return True
    return False


def read_glued_title(
    sheet: GluedSheet, finder: LabelFinder, title: tuple[int, int] | None, first: int, last: int
) -> None:
    """Claim the title, and keep the year that it or the text below it prints; two different years are none."""
    run = finder.run
    if title is not None:
        sheet.label(*title)
    start = title[0] if title is not None else first
    years = {found.group(1): found for found in re.finditer(r"((?:19|20)\d\d)年(?!\d{1,2}月)", run.folded[start:last])}
    below = re.search(r"\(((?:19|20)\d\d)年度?\)", run.folded[start:last])
    if title is None and (beside := YEAR_BEFORE_NAME.search(run.folded[max(last - LONGEST_YEAR, 0) : last])):
        start, below = max(last - LONGEST_YEAR, 0), beside  # no line tells where the title begins; its year ends it
    if prints_part(run.folded[start:last]):
        token = run.token(start, last)
        sheet.report(YEAR_UNCLEAR, "高", PART_OF_YEAR.format(text=token.text), token)
        return
    found = below or (next(iter(years.values())) if len(years) == 1 else None)
    if found is not None and not sheet.has("fiscal_year"):
        token = run.token(start + found.start(1), start + found.end(1))
        sheet.add_text(Section.FORM, None, "fiscal_year", found.group(1), token)
