"""Why a document gives no project, in one sentence.

Input: all TokenRows of a document in which no form was found. Output: a SetAside. Stage `parse`. The reason is
what is seen on the page, the most telling first.
"""

import re
from collections.abc import Iterable, Iterator

from etl.parse.find_forms import named_project
from etl.parse.incomplete_form import explain_incomplete, explain_list
from etl.parse.printed_kinds import half_width, is_quantity
from etl.parse.sample_forms import SAMPLE_CODE, names_sample
from etl.parse.titles import TITLE_LENGTH, barring_title, titled_form_type
from etl.parse.tokens import TokenRow
from etl.parse.vocabulary import Vocabulary
from etl.records import ReadingProblem, SetAside

ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+[条章]")
MINIMUM_ARTICLES = 3
WHOLE_DEPARTMENT = re.compile(r"(?:部门|单位)(?:预算)?整体")
CONTENTS = re.compile(r"目录")
PAGE_AT_END = re.compile(r"(?:(?<![.…·])[.…·]{2,}|\s)\d{1,3}$")
FEWEST_ENTRIES = 3
TITLE_ROWS = 5
NOTICE = re.compile(r"(?:通知|办法|细则|规定|规程|意见|公告|公示|的函|请示)(?:\([^()]{1,12}\))?$")
SHORTEST_NOTICE = 8
REPORT = re.compile(r"报告$")
SECTION = re.compile(r"^[一二三四五六七八九]、")
NAME_IN_LINE = re.compile("项目名称[×✕*]")
INDICATOR_HEADER = re.compile("一级指标.{0,8}二级指标")
APPRAISAL = re.compile(r"评价(?:评分表|指标体系|打分表)|绩效评价报告")

FEWEST_VALUES = 3
LONGEST_CELL = 20
UNITS_OF_BLANKS = ("分", "年", "月", "日")  # of numbers that blank forms print too
PATTERN_MARK = re.compile(r"\*|[×✕]{2,}|(?<![A-Za-z])[xX]{2,}|[○〇]{2,}|_{2,}")  # ≥**%, ××: the form's own pattern
TARGET_WITH_NUMBER = re.compile(r"(?:[≥≤><=≧≦]|>=|<=)\s?[0-9]")
DECIMAL = re.compile(r"[0-9][0-9,]{0,14}\.[0-9]{1,6}%?|[0-9]{1,3}(?:\.[0-9]{1,4})?%")
# 产出指标-数量指标-名称：≥30个, an indicator a line; or its name and target alone
INDICATOR_RUN = re.compile(r"指标[^。]{1,60}[≥≤＞＜=]\s?[0-9]|[^。:：]{2,30}[:：]\s?[≥≤＞＜=]\s?[0-9]")
# 目标值：500人, a value behind its label in a form of labels and values; points are printed in blank forms too
LABELLED_VALUE = re.compile(r"[:：]\s{0,4}(?:[≥≤＞＜><=]\s?)?[0-9][0-9,.]{0,14}\s{0,2}(?!分|年)[%‰\u4e00-\u9fff]")
UNRESOLVED = "这张表印有数值，但各格的次序或归属分不清，读不出是哪个项目的哪一格，未采用；它不是空白表。"

UNREAD_TABLES = "columns_not_resolved"
NO_FORM = {
    False: "没有找到项目支出绩效自评表或目标申报表（未见“项目名称”栏），未采用。",
    True: "没有找到项目支出绩效自评表或目标申报表（文中有“项目名称”字样，但没有能分清栏目的项目表），未采用。",
}

BLANK_NAME = "这是空白表：印有“项目名称”，但没有填写，未采用。"

BARRED = {
    "whole_department": "这是部门（单位）整体支出绩效表，不是项目表，未采用。",
    "appraisal": "这是绩效评价、评审或评估的表（指标体系、评分表一类），不是自评表或申报表，未采用。",
    "project_list": "这是项目汇总表或清单，不是单个项目的表，未采用。",
    "monitoring": "这是绩效运行监控表，不是自评表或申报表，未采用。",
    "narrative_report": "印在“项目名称”之后的是一段文字，这是文字写成的绩效报告，没有项目表，未采用。",
    "indicator_library": "这是绩效指标库，不是项目表，未采用。",
    SAMPLE_CODE: "这是填写示例或参考样表，印的是“××项目”一类的假设内容，不是真实项目，未采用。",
}


def blank_or_unresolved(texts: Iterable[str], blank: str, line_no: int | None = None) -> SetAside:
    """A form that gave no value: nobody filled it in, unless values are printed that no cell could be told of."""
    values = sum(is_filled_value(text) for text in pieces_of(texts))
    if values < FEWEST_VALUES:
        return SetAside("blank_form", blank, line_no)
    return SetAside("form_not_resolved", UNRESOLVED, line_no)


def is_filled_value(text: str) -> bool:
    """Whether a text is an amount, a rate, a quantity or a target with a number; bare points are printed in blank forms
    too."""
    if PATTERN_MARK.search(text):
        return False
    if INDICATOR_RUN.search(half_width(text)):
        return True
    if is_quantity(text):
        return not text.endswith(UNITS_OF_BLANKS)
    return TARGET_WITH_NUMBER.match(half_width(text)) is not None or DECIMAL.fullmatch(half_width(text)) is not None


def pieces_of(texts: Iterable[str]) -> Iterator[str]:
    """The texts, those of running lines cut at their blanks."""
    for text in texts:
        yield from text.split() if len(text) > LONGEST_CELL and " " in text else (text,)


def explain_set_aside(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> SetAside:
    """The reason why the document is not read as a project."""
    texts = [token.text for row in rows for token in row.tokens]
    folded = [vocabulary.fold(text) for text in texts]
    lines = [" ".join(token.text for token in row.tokens) for row in rows]
    entries = sum(PAGE_AT_END.search(line) is not None for line in lines)
    if any(CONTENTS.fullmatch("".join(line.split())) for line in lines) and entries >= FEWEST_ENTRIES:
        return SetAside("contents_list", "这是目录，没有项目表，未采用。")
    whole = next((row.line_no for row in rows if WHOLE_DEPARTMENT.search(vocabulary.fold(row.first.text))), None)
    articles = [text for text in folded if ARTICLE.match(text)]
    kinds = {kind for row in rows for kind in row.kinds}
    has_name_label = any("project_name" in row.roles("form") for row in rows)
    names_department = next((row.line_no for row in rows if vocabulary.names_department(row.first.text)), None)
    whole = names_department if whole is None and "indicator_column" in kinds else whole
    if whole is not None and not has_name_label:
        return SetAside("whole_department", "这是部门（单位）整体支出绩效表，不是项目表，未采用。", whole)
    if len(articles) >= MINIMUM_ARTICLES:
        return SetAside("regulation", f"这是制度文件（含“{articles[0][:12]}”等条款），不是项目表，未采用。")
    if (listed := explain_list(rows)) is not None:
        return listed
    titled = next((code for row in rows[:TITLE_ROWS] if (code := barring_title(row, vocabulary))), None)
    if titled is not None:
        return SetAside(titled, BARRED[titled])
    has_name_label = has_name_label or any(NAME_IN_LINE.match(text) for text in folded)
    has_header = "indicator_column" in kinds or any(INDICATOR_HEADER.search(text) for text in folded)
    if has_name_label and has_header and names_sample(rows, vocabulary):
        return SetAside(SAMPLE_CODE, BARRED[SAMPLE_CODE])
    if has_name_label and has_header and not any(named_project(row) for row in rows):
        return blank_or_unresolved(texts, BLANK_NAME)
    if any(APPRAISAL.search(text) for text in folded):
        return SetAside("appraisal", "这是绩效评价报告或评分表，不是自评表或申报表，未采用。")
    if any(REPORT.search(text) for text in folded[:TITLE_ROWS]) and any(SECTION.match(text) for text in texts):
        return SetAside("narrative_report", "这是文字写成的绩效报告，没有项目表，未采用。")
    return explain_without_header(rows, lines, vocabulary, has_name_label=has_name_label)


def unless_unread(why_none: SetAside, problems: Iterable[ReadingProblem]) -> SetAside:
    """The reason, or that pages with tables could not be read at all: what they print is then not known."""
    unread = next((problem.message for problem in problems if problem.code == UNREAD_TABLES), None)
    if why_none.code != "no_form" or unread is None:
        return why_none
    return SetAside(UNREAD_TABLES, f"没有读到项目表：{unread}")


def explain_without_header(
    rows: tuple[TokenRow, ...], lines: list[str], vocabulary: Vocabulary, *, has_name_label: bool
) -> SetAside:
    """The reason for a document that is of no other kind and has no name above a header of indicators."""
    runs = sum(INDICATOR_RUN.search(half_width(line)) is not None for line in lines)
    values = sum(len(LABELLED_VALUE.findall(line)) for line in lines)
    is_titled = any(titled_form_type(row, vocabulary) is not None for row in rows)
    if has_name_label and (runs >= FEWEST_VALUES or (is_titled and values >= FEWEST_VALUES)):
        return SetAside("form_not_resolved", UNRESOLVED)
    if (incomplete := explain_incomplete(rows, vocabulary)) is not None:
        return incomplete
    if has_name_label and is_titled:
        return blank_or_unresolved((token.text for row in rows for token in row.tokens), BLANK_NAME)
    if has_name_label:
        return SetAside("project_list", "只有项目名称清单，没有资金和指标，不是项目表，未采用。")
    texts = [token.text for row in rows for token in row.tokens]
    heads = [text for text in texts[:TITLE_ROWS] if SHORTEST_NOTICE <= len(text) <= TITLE_LENGTH]
    notice = next((text for text in heads if NOTICE.search(vocabulary.fold(text))), None)
    if notice is not None:
        return SetAside("regulation", f"这是通知、制度一类的文件（“{notice}”），不是项目表，未采用。")
    return SetAside("no_form", NO_FORM[any("项目名称" in text for text in texts)])
