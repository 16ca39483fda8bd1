"""What kind of writing a document without a form is, told by the line that heads it or by how it speaks.

Input: all TokenRows of a document in which no form was found. Output: a SetAside, or None where nothing tells. Stage
`parse`. The words are data (etl/templates/base.toml, [writings]). Pages of the web print their own lines above a
document's title; an item of a list and a way of pages (首页 > 公告) are no titles.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from etl.parse.forms.titles import NUMBERED_ITEM, TITLE_LENGTH
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import SetAside

HEAD_ROWS = 20  # a page's own lines stand above the title
SHORTEST_TITLE, LONGEST_ISSUE, LONGEST_QUOTED = 6, 200, 60
OPENING = 80  # characters of a text on one line that its title may stand in
FEWEST_PARTS = 2
FILE_ENDING = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|txt)(?![A-Za-z]).*|_第\d{1,3}页$", re.IGNORECASE)
WAY_OF_PAGES = re.compile(r"[>＞»].*[>＞»]|首页")
BEGINNING, ENDING = re.compile("[(（《]"), re.compile("[)）》]")
TITLE_LABEL = re.compile(r"^[-•\s]{0,4}(?:标\s*题|名\s*称)\s*[:：]\s*")
QUOTED = re.compile(r"《[^《》]{1,80}》")
REPORT_BEGUN = re.compile(r"^(?P<title>.{4,60}?报告)(?=[一1][、.])")  # …自评报告一、基本情况, all on one line
SECTION = re.compile(r"^(?:[一二三四五六七八九]、|\([一二三四五六七八九]\))")
ARTICLES = tuple(re.compile(f"第{number}条(?!件)") for number in "一二三")
BEGINS_TITLE = "关于"
ISSUED = re.compile("[》」]的(?:通知|公告)$")

REPORT, NOTICE = "report", "notice"
REASONS = {  # in the order in which a title is asked
    REPORT: SetAside("narrative_report", "这是文字写成的绩效报告，没有项目表，未采用。"),
    "budget": SetAside("budget_disclosure", "这是部门（单位）预算、决算公开的文字和收支表，没有项目表，未采用。"),
    "filling_notes": SetAside("regulation", "这是填报说明一类的文件（“{title}”），不是项目表，未采用。"),
    NOTICE: SetAside("regulation", "这是通知、制度一类的文件（“{title}”），不是项目表，未采用。"),
}
KINDS = tuple(REASONS)
RULES = SetAside("regulation", "这是制度文件（含“第一条”等条款），不是项目表，未采用。")
LETTER = SetAside("regulation", "这是下达资金或布置工作的通知，没有项目表，未采用。")


def explain_writing(
    rows: tuple[TokenRow, ...], vocabulary: Vocabulary, kinds: tuple[str, ...] = KINDS
) -> SetAside | None:
    """The reason that the first telling title gives, or the parts and phrases of the text."""
    texts = texts_of(rows)
    is_parted = any(SECTION.match(text) for text in texts)
    for title in titles_of(texts_of(rows[:HEAD_ROWS])):
        folded = vocabulary.fold(title)
        kind = next((kind for kind in kinds if vocabulary.writings[kind].search(folded)), None)
        if kind is None or (kind == REPORT and title in texts and not is_parted):
            continue
        return replace(REASONS[kind], reason=REASONS[kind].reason.format(title=shortened(title)))
    return speaks_as(texts, vocabulary, kinds)


def texts_of(rows: tuple[TokenRow, ...]) -> list[str]:
    """The texts of the rows, in order."""
    return [token.text for row in rows for token in row.tokens]


def titles_of(lines: list[str]) -> Iterator[str]:
    """Those of the lines that can be the document's title, one that is broken over two lines as a whole."""
    for before, line in pairwise(["", *lines]):
        title = FILE_ENDING.sub("", TITLE_LABEL.sub("", line)).strip("《》 ")
        if NUMBERED_ITEM.match(line) or WAY_OF_PAGES.search(line) or is_piece(line):
            continue
        if BEGINS_TITLE in before and "》" not in before and len(before) + len(title) <= TITLE_LENGTH:
            yield before + title
        begun = REPORT_BEGUN.search(QUOTED.sub("", title[:OPENING]))
        if begun is not None:
            yield begun["title"]
        if SHORTEST_TITLE <= len(title) <= TITLE_LENGTH or (len(title) <= LONGEST_ISSUE and ISSUED.search(title)):
            yield title


def is_piece(line: str) -> bool:
    """Whether the line ends a bracket that it did not begin, or leaves one open: a piece of a longer text."""
    begun = [found.start() for found in BEGINNING.finditer(line)]
    ended = [found.start() for found in ENDING.finditer(line)]
    return bool(ended and (not begun or ended[0] < begun[0])) or bool(begun and (not ended or ended[-1] < begun[-1]))


def speaks_as(texts: list[str], vocabulary: Vocabulary, kinds: tuple[str, ...]) -> SetAside | None:
    """The reason of a text without a telling title: a report's or the accounts' parts, articles, a letter's words."""
    folded = [vocabulary.fold(text) for text in texts if len(text) <= TITLE_LENGTH]
    for kind in kinds:
        parts = vocabulary.writings.get(f"{kind}_parts")
        if parts is not None and sum(parts.search(text) is not None for text in folded) >= FEWEST_PARTS:
            return REASONS[kind]
    if NOTICE not in kinds:
        return None
    whole = "".join("".join(texts).split())
    places = [found.start() if (found := article.search(whole)) else -1 for article in ARTICLES]
    if -1 not in places and places == sorted(places):
        return RULES
    return LETTER if vocabulary.writings["letter"].search(whole) else None


def shortened(title: str) -> str:
    """The title as a reason quotes it."""
    return title if len(title) <= LONGEST_QUOTED else title[:LONGEST_QUOTED] + "……"
