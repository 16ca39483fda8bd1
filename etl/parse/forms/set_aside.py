"""Why a document gives no project, in one sentence.

Input: all TokenRows of a document in which no form was found. Output: a SetAside. Stage `parse`. The reason is
what is seen on the page, the most telling first.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from etl.parse.forms.find_forms import DEPARTMENT_TABLE, named_project
from etl.parse.forms.incomplete_form import NAME_ALONE, explain_incomplete, explain_list
from etl.parse.forms.kinds_of_writing import QUOTED, REPORT, explain_writing
from etl.parse.forms.sample_forms import SAMPLE_CODE, names_sample
from etl.parse.forms.titles import ENDS_TEXT, NUMBERED_ITEM, TITLE_LENGTH, barring_title, is_list_item, titled_form_type
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import half_width, is_quantity, unspaced
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import ReadingProblem, SetAside

ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+[条章]")
MINIMUM_ARTICLES = 3
WHOLE_DEPARTMENT = re.compile(r"(?:部门|单位)(?:预算)?整体")
CONTENTS = re.compile(r"目录")
PAGE_AT_END = re.compile(r"(?:(?<![.…·])[.…·]{2,}|\s)\d{1,3}$")
FEWEST_ENTRIES = 3
CHAPTER = re.compile(r"第[一二三四五六七八九十\d]{1,3}[章节]")
HEADING = re.compile(rf"{CHAPTER.pattern}|[一二三四五六七八九十]{{1,3}}、")
LONGEST_HEADING, HEADINGS_SHARE = 30, 0.8
TITLE_ROWS, FEWEST_LINES, FEWEST_PIECES = 5, 2, 4
NAME_IN_LINE = re.compile("项目名称[×✕*]")
INDICATOR_HEADER = re.compile("一级指标.{0,8}二级指标")
APPRAISAL = re.compile(r"评价(?:评分表|指标体系|打分表)|绩效评价报告")

FEWEST_VALUES = 3
LONGEST_CELL = 20
UNITS_OF_BLANKS = ("分", "年", "月", "日")  # of numbers that blank forms print too
PATTERN_MARK = re.compile(r"\*|[×✕]{2,}|(?<![A-Za-z])[xX]{2,}|[○〇]{2,}|_{2,}")  # ≥**%, ××: the form's own pattern
TARGET_WITH_NUMBER = re.compile(r"(?:[≥≤><=≧≦]|>=|<=)\s?[0-9]")
ZERO = re.compile(r"0\.0{1,6}%?|0%")
DECIMAL = re.compile(r"[0-9][0-9,]{0,14}\.[0-9]{1,6}%?|[0-9]{1,3}(?:\.[0-9]{1,4})?%")
# 产出指标-数量指标-名称：≥30个, an indicator a line; or its name and target alone
INDICATOR_RUN = re.compile(r"指标[^。]{1,60}[≥≤＞＜=]\s?[0-9]|[^。:：]{2,30}[:：]\s?[≥≤＞＜=]\s?[0-9]")
# 目标值：500人, a value behind its label in a form of labels and values; points are printed in blank forms too
LABELLED_VALUE = re.compile(r"[:：]\s{0,4}(?:[≥≤＞＜><=]\s?)?[0-9][0-9,.]{0,14}\s{0,2}(?!分|年)[%‰\u4e00-\u9fff]")
# 数量指标补助人数168人反映…: a row whose cells nothing parts; blank forms print points too, and numbers of their own
GLUED_VALUE = re.compile(r"(?<!指标)(?<![0-9.])[0-9][0-9,.]{0,14}\s{0,2}(?!分)[%‰\u4e00-\u9fff]")
GLUED_LEVELS = ("指标", "目标")
UNRESOLVED = "这张表印有数值，但各格的次序或归属分不清，读不出是哪个项目的哪一格，未采用；它不是空白表。"

FORM_IN_TEXT = re.compile(
    r"绩效(?:自评|目标)(?:申报|自评)?表(?:[(][^()]{1,20}[)])?(?:项目|资金|专项)名称(?![、,。和及等])"
)
AMOUNT_IN_TEXT = re.compile(r"(?:资金总额|年度金额|财政拨款|补助)(?:年度金额)?[(:万元)]{0,6}[0-9]")
REACH_OF_FORM = 300  # characters from the label of the name to the money
IN_LETTER = "这份通知里夹有绩效表，但各格文字连在一起，分不清哪一格是什么，未采用；它不是没有表。"

# What readers say of parts of a document that they could not read, where its form may be.
UNREAD_PARTS = frozenset({"columns_not_resolved", "content_elsewhere", "sheet_hidden"})
NO_FORM = {
    False: "没有找到项目支出绩效自评表或目标申报表（未见“项目名称”栏），未采用。",
    True: "没有找到项目支出绩效自评表或目标申报表（文中有“项目名称”字样，但没有能分清栏目的项目表），未采用。",
}

NAMES_ALONE = "只有项目名称清单，没有资金和指标，不是项目表，未采用。"
BLANK_NAME = "这是空白表：印有“项目名称”，但没有填写，未采用。"

WHOLE_TABLE = "这是部门（单位）整体支出绩效表，不是项目表，未采用。"
WHOLE_REPORT = "这是部门（单位）整体支出的绩效报告，没有项目表，未采用。"
WHOLE_WRITING = "这是部门（单位）整体支出的绩效文件，没有项目表，未采用。"
NAMED_ALONE = "表不完整：填有项目名称，没有读到资金和指标，多半缺页或没有存全，未采用。"
SHORTEST_NAME = 6
LABEL_WORDS = re.compile(
    "(?:属性|类别|类型|性质|单位|部门|负责人|电话|时间|期限|编码|代码|级次|依据|名称|概况|[:：□])$"
)
FORM_NAMED = re.compile("(?:自评|申报|目标|审批|批复)[^,。;、]{0,4}表")
LABEL_BEHIND_NAME = re.compile(
    "项目名称[:：]?(?:项目(?:属性|类[别型]|负责人|实施单位|单位)|主管部门|实施单位|预算单位)"
)

BARRED = {
    "whole_department": WHOLE_TABLE,
    "appraisal": "这是评价、评审或考核的表（指标体系、评分表、考核表一类），不是自评表或申报表，未采用。",
    "project_list": "这是项目汇总表或清单，不是单个项目的表，未采用。",
    "monitoring": "这是绩效运行监控表，不是自评表或申报表，未采用。",
    "narrative_report": "印在“项目名称”之后的是一段文字，这是文字写成的绩效报告，没有项目表，未采用。",
    "indicator_library": "这是绩效指标库，不是项目表，未采用。",
    SAMPLE_CODE: "这是填写示例或参考样表，印的是假设的内容（如“××项目”），不是真实项目，未采用。",
}


def blank_or_unresolved(texts: Iterable[str], blank: str, line_no: int | None = None) -> SetAside:
    """A form that gave no value: nobody filled it in, unless values are printed that no cell could be told of."""
    values = sum(is_filled_value(text) for text in pieces_of(texts))
    if values < FEWEST_VALUES:
        return SetAside("blank_form", blank, line_no)
    return SetAside("form_not_resolved", UNRESOLVED, line_no)


def blank_or_named(texts: Iterable[str], rows: tuple[TokenRow, ...]) -> SetAside:
    """A form without a project beside its label: nobody filled it in, or only the name stands below, or values do."""
    aside = blank_or_unresolved(texts, BLANK_NAME)
    is_named = aside.code == "blank_form" and any(is_name_below(row, below) for row, below in pairwise(rows))
    return SetAside("form_incomplete", NAMED_ALONE) if is_named else aside


def is_name_below(row: TokenRow, below: TokenRow) -> bool:
    """Whether a project's name stands in the line below its label, and not the next label of a blank form."""
    text = below.first.text
    is_label_alone = len(row.tokens) == 1 and "project_name" in row.roles("form") and " " not in row.first.text
    is_text = len(below.tokens) == 1 and not below.kinds and len(text) >= SHORTEST_NAME and " " not in text
    return is_label_alone and is_text and not any(words.search(text) for words in (PATTERN_MARK, LABEL_WORDS))


def is_filled_value(text: str) -> bool:
    """Whether a text is an amount, a rate, a quantity or a target with a number; bare points are printed in blank forms
    too, and the 0.00 of a formula."""
    if PATTERN_MARK.search(text) or ZERO.fullmatch(text):
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


def are_all_headings(lines: list[str]) -> bool:
    """Whether a document is nothing but the headings of a book, without the pages they stand on."""
    chapters = sum(CHAPTER.match(line) is not None for line in lines)
    headings = sum(HEADING.match(line) is not None and len(line) <= LONGEST_HEADING for line in lines)
    return chapters >= 2 * FEWEST_ENTRIES and headings >= HEADINGS_SHARE * len(lines)


def explain_set_aside(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> SetAside:
    """The reason why the document is not read as a project."""
    rows = rows if len(rows) > FEWEST_LINES else parted_rows(rows)
    texts = [token.text for row in rows for token in row.tokens]
    folded = [vocabulary.fold(text) for text in texts]
    lines = [" ".join(token.text for token in row.tokens) for row in rows]
    entries = sum(PAGE_AT_END.search(line) is not None for line in lines)
    has_contents = any(CONTENTS.fullmatch("".join(line.split())) for line in lines)
    if has_contents and (entries >= FEWEST_ENTRIES or are_all_headings(lines)):
        return SetAside("contents_list", "这是目录，没有项目表，未采用。")
    articles = [text for text in folded if ARTICLE.match(text)]
    kinds = {kind for row in rows for kind in row.kinds}
    has_name_label = any("project_name" in row.roles("form") for row in rows)
    if not has_name_label and (whole := explain_whole_department(rows, vocabulary)) is not None:
        return whole
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
        return blank_or_named(texts, rows)
    lone = [text for text in texts if len(text) <= TITLE_LENGTH and not ENDS_TEXT.search(text)]
    titles = [text for text in lone if not NUMBERED_ITEM.match(text)]
    if any(APPRAISAL.search(QUOTED.sub("", vocabulary.fold(text))) for text in titles):
        return SetAside("appraisal", "这是绩效评价报告或评分表，不是自评表或申报表，未采用。")
    if (report := explain_writing(rows, vocabulary, (REPORT,))) is not None:
        return report
    return explain_without_header(rows, lines, vocabulary, has_name_label=has_name_label)


def unless_unread(why_none: SetAside, problems: Iterable[ReadingProblem]) -> SetAside:
    """The reason, or that parts with tables could not be read at all: what they print is then not known."""
    unread = next((problem for problem in problems if problem.code in UNREAD_PARTS), None)
    if why_none.code != "no_form" or unread is None:
        return why_none
    return SetAside(unread.code, f"没有读到项目表：{unread.message}")


def parted_rows(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows of a document that is all in a line or two, with each piece that blanks part in a row of its own."""
    vocabulary = load_vocabulary()
    parted: list[TokenRow] = []
    for row in rows:
        pieces = [token._replace(text=text) for token in row.tokens for text in token.text.split()]
        labelled = (piece._replace(labels=vocabulary.labels_of(piece.text)) for piece in pieces)
        is_whole = row.is_tabular or len(pieces) < FEWEST_PIECES
        parted += [row] if is_whole else [TokenRow(row.line_no, (piece,), False) for piece in labelled]
    return tuple(parted)


def explain_without_header(
    rows: tuple[TokenRow, ...], lines: list[str], vocabulary: Vocabulary, *, has_name_label: bool
) -> SetAside:
    """The reason for a document that is of no other kind and has no name above a header of indicators."""
    runs = sum(INDICATOR_RUN.search(half_width(line)) is not None for line in lines)
    values = sum(len(LABELLED_VALUE.findall(line)) for line in lines)
    is_titled = any(titled_form_type(row, vocabulary) is not None for row in rows)
    if has_name_label and (runs >= FEWEST_VALUES or (is_titled and values >= FEWEST_VALUES)):
        return SetAside("form_not_resolved", UNRESOLVED)
    if is_titled and prints_glued_rows(lines, vocabulary):
        return SetAside("form_not_resolved", UNRESOLVED)
    if (incomplete := explain_incomplete(rows, vocabulary)) is not None:
        return incomplete
    if has_name_label and is_titled:
        return blank_or_named((token.text for row in rows for token in row.tokens), rows)
    if has_name_label:
        return SetAside("project_list", NAMES_ALONE) if labels_of_name(rows) > 1 else SetAside("no_form", NAME_ALONE)
    texts = [token.text for row in rows for token in row.tokens]
    if has_blank_glued_name(lines, vocabulary):
        return SetAside("blank_form", BLANK_NAME)
    if (writing := explain_writing(rows, vocabulary)) is not None:
        is_letter = writing.code == "regulation"
        return SetAside("form_not_resolved", IN_LETTER) if is_letter and holds_glued_form(lines) else writing
    return SetAside("no_form", NO_FORM["项目名称" in vocabulary.fold("".join(texts))])


def labels_of_name(rows: tuple[TokenRow, ...]) -> int:
    """How many labels of a project's name are printed; one that heads a column of them counts for several."""
    found = [row for row in rows if "project_name" in row.roles("form")]
    return sum(2 if row.is_tabular and len(row.tokens) > 1 and not named_project(row) else 1 for row in found)


def explain_whole_department(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> SetAside | None:
    """That the document is about a whole department, in a table or in words; an item of a list does not tell it."""
    told = [
        index
        for index, row in enumerate(rows)
        if WHOLE_DEPARTMENT.search(vocabulary.fold(row.first.text)) and not is_list_item(rows, index)
    ]
    has_header = any(row.is_kind("indicator_column") for row in rows)
    if not told and has_header:
        told = [index for index, row in enumerate(rows) if vocabulary.names_department(row.first.text)]
    if not told:
        return None
    if has_header or any(DEPARTMENT_TABLE.search(vocabulary.fold(rows[index].first.text)) for index in told):
        return SetAside("whole_department", WHOLE_TABLE, rows[told[0]].line_no)
    report = explain_writing(rows, vocabulary)
    if report is not None and report.code != "narrative_report":
        return report
    return SetAside("whole_department", WHOLE_WRITING if report is None else WHOLE_REPORT, rows[told[0]].line_no)


def has_blank_glued_name(lines: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether a form without separators prints the next label right behind 项目名称: nobody wrote a name there."""
    folded = [vocabulary.fold(line) for line in lines]
    return any(FORM_NAMED.search(text) and LABEL_BEHIND_NAME.search(text) for text in folded)


def holds_glued_form(lines: Iterable[str]) -> bool:
    """Whether a line of running text goes on as a form: its title, the label of the name, and the label of the money
    right before a number."""
    for line in lines:
        text = unspaced(line)
        for title in FORM_IN_TEXT.finditer(text):
            if AMOUNT_IN_TEXT.search(text, title.end(), title.end() + REACH_OF_FORM):
                return True
    return False


def prints_glued_rows(lines: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether the rows of an indicator table stand below its header without separators, and print values."""
    folded = [vocabulary.fold(line) for line in lines]
    if not any(INDICATOR_HEADER.search(text) for text in folded):
        return False
    levels = tuple(word for word in vocabulary.level_words if word.endswith(GLUED_LEVELS))
    rows = (text for text in folded if text.startswith(levels))
    return sum(GLUED_VALUE.search(text) is not None for text in rows) >= FEWEST_VALUES
