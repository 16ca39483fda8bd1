"""Page numbers, running titles and those of continued tables between the rows of a form, and a web page's foot.

Input: a CellGrid. Output: the grid without those rows, before anything is read. Stage `parse`. A running title is a
line that stands beside page numbers again and again, or once inside a table if it can be the whole document's; a foot
is told by its registration numbers or buttons. Where a whole sheet stands on one line, the pieces of that line that are
a page number go.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from etl.parse.labels.printed_kinds import begins_with_word, unspaced
from etl.parse.labels.tokens import Token
from etl.records import CellGrid, Row

PAGE_OF = re.compile(r"第[\d一二三四五六七八九十]{1,4}页(?:[,/]?共[\d一二三四五六七八九十]{1,4}页)?")
IN_DASHES = r"[-—–]{1,2}\d{1,4}[-—–]{1,2}"
IN_A_LINE = re.compile(rf"{PAGE_OF.pattern}|{IN_DASHES}")  # what can be no value of a form, not 3/4
DASHES = "-—–－"
MOST_PIECES = 6  # 第 ｜ 1 ｜ 页 ｜ 共 ｜ 2 ｜ 页
PAGE_NUMBER = re.compile(
    rf"{PAGE_OF.pattern}|{IN_DASHES}|\d{{1,4}}/\d{{1,4}}"
    r"|page\d{1,4}(?:of\d{1,4})?|共\d{1,4}页,?第\d{1,4}页",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"\d{1,3}")
END_OF_FORM = "表"
IN_TABLE = "三级指标"  # a header of indicators
OF_DOCUMENT = re.compile(r"20\d\d年度?(?:部门|单位)?(?:决算|预算)(?:公开|说明|报告|情况说明)?$")
WORDS_OF_NUMBER = "第共"  # the only words that begin one
SHORTEST_TITLE, LONGEST_TITLE = 6, 40
TITLE_WORD = re.compile(r"报告|公开|决算|预算|自评|绩效|材料|汇编")
WHITE_SPACE = re.compile(r"\s")
BUTTON = r"\[?(?:打印|关闭|下载|收藏|分享|返回顶部|关闭窗口|打印本页)(?:本页)?\]?"
FOOT = re.compile(
    rf"ICP备[:：]?\d{{6}}|公网安备\d{{6}}|网站标识码[:：]?\w{{6}}|版权所有[:：]|扫一扫.{{0,8}}(?:打开|查看)|^(?:{BUTTON})+$"
    r"|如果?您对.{0,12}(?:疑问|问题).{0,24}(?:电话|咨询)|^标签[:：]$|^[上下]一[篇条页][:：]",
    re.IGNORECASE,
)
ABOVE_FOOT = re.compile(
    r"主办.{0,24}承办|^(?:主办|承办)(?:单位)?[:：]|内容保障|网站地图|公务邮箱|监督电话[:：]|^地址[:：]|^附件[:：]?$|^(?:文件下载|政策咨询)$"
)
CONTINUED = re.compile(r"\(?(?:续上?表|续前表|续|接上[页表])[一二三四五\d]?\)?$")  # over a later page
CONTINUED_SIGNS = frozenset("续接")  # every such title has one of them
CELLS_OF_A_TABLE = 4
FEWEST_PAGES = 2


def without_furniture(grid: CellGrid) -> CellGrid:
    """The grid without page numbers, the titles that run beside them and the foot of a web page."""
    grid = without_continued(without_foot(grid))
    texts = [lone_text(row) for row in grid.rows]
    numbers = {index for index, text in enumerate(texts) if text and is_page_number(text)}
    numbers |= bare_numbers(grid.rows, texts)
    if not numbers:
        return grid
    beside = {near for index in numbers for near in (index - 1, index + 1) if 0 <= near < len(grid.rows)} - numbers
    titles = Counter(text for index in beside if (text := title_text(grid.rows[index])))
    running = {text for text, count in titles.items() if count >= FEWEST_PAGES}
    running |= titles_in_table(grid.rows, numbers)
    gone = numbers | {index for index in beside if title_text(grid.rows[index]) in running}
    kept = tuple(row for index, row in enumerate(grid.rows) if index not in gone)
    return replace(grid, rows=kept) if kept else grid


def titles_in_table(rows: Sequence[Row], numbers: Collection[int]) -> set[str]:
    """The titles of the whole document that stand once beside a page number inside a table: 某县某局2020年度部门决算.

    The line behind both is no title, which could want the year that they print.
    """
    begun = next((at for at, row in enumerate(rows) if any(IN_TABLE in cell.text for cell in row.cells)), len(rows))
    found: set[str] = set()
    for number in numbers:
        for near, beyond in ((number - 1, number + 1), (number + 1, number + 2)):
            text = title_text(rows[near]) if begun < near < len(rows) else None
            if text and OF_DOCUMENT.search(text) and beyond < len(rows) and title_text(rows[beyond]) is None:
                found.add(text)
    return found


def bare_numbers(rows: Sequence[Row], texts: Sequence[str | None]) -> set[int]:
    """The rows of one number beside a title that is printed again and again, where these count the pages: 3, 4, 5. The
    title of a form has its score or its number beside it. `texts` are those of rows that print one cell."""
    beside: dict[str, list[int]] = {}
    for index, number in enumerate(texts):
        if number and BARE_NUMBER.fullmatch(number):
            near = {title_text(row) for row in (*rows[index - 1 : index], *rows[index + 1 : index + 2])}
            for title in near - {None}:
                beside.setdefault(str(title), []).append(index)
    found: set[int] = set()
    for text, at in beside.items():
        counted = [int(texts[index] or 0) for index in at]
        is_count = all(b in (a + 1, counted[0]) for a, b in pairwise(counted)) and len(set(counted)) > 1
        if len(at) >= FEWEST_PAGES and is_count and not text.endswith(END_OF_FORM):
            found.update(at)
    return found


def without_page_marks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The pieces of a line that blanks cut without those that together are a page number, where others stand beside."""
    kept: list[Token] = []
    order = 0
    while order < len(tokens):
        size = page_mark_size(tokens[order : order + MOST_PIECES])
        if not size:
            kept.append(tokens[order])
        order += size or 1
    return tuple(kept)


def page_mark_size(tokens: Sequence[Token]) -> int:
    """How many pieces from the first on are one page number, the most that can be; 0 where none are."""
    first = tokens[0].text
    if first[0] not in WORDS_OF_NUMBER:
        return 1 if first[0] in DASHES and IN_A_LINE.fullmatch(unspaced(first)) else 0
    sizes = range(len(tokens), 0, -1)
    texts = ("".join(token.text for token in tokens[:size]) for size in sizes)
    return next((size for size, text in zip(sizes, texts, strict=True) if IN_A_LINE.fullmatch(unspaced(text))), 0)


def without_foot(grid: CellGrid) -> CellGrid:
    """The grid without the lines of a web page's foot: the sure ones, and those right above them."""
    gone = {at for at, row in enumerate(grid.rows) if not is_row_of_table(row) and FOOT.search(text_of(row))}
    if not gone:
        return grid
    texts = [text_of(row) for row in grid.rows]
    for at in reversed(range(len(texts) - 1)):
        if at + 1 in gone and (not texts[at] or ABOVE_FOOT.search(texts[at])):
            gone.add(at)
    kept = tuple(row for at, row in enumerate(grid.rows) if at not in gone)
    return replace(grid, rows=kept) if kept else grid


def without_continued(grid: CellGrid) -> CellGrid:
    """The grid without the titles that a later page prints once more: 项目支出绩效自评表（续）, （续表）."""
    texts = [lone_text(row) or "" for row in grid.rows]
    if all(map(CONTINUED_SIGNS.isdisjoint, texts)):
        return grid
    known: set[str] = set()
    kept: list[Row] = []
    for row, lone in zip(grid.rows, texts, strict=True):
        text = unspaced(lone)
        mark = CONTINUED.search(text) if known else None
        if mark is None or not (text[: mark.start()] in known or mark.start() == 0):
            known.add(text)
            kept.append(row)
    return replace(grid, rows=tuple(kept)) if len(kept) < len(grid.rows) else grid


def is_row_of_table(row: Row) -> bool:
    """Whether a row holds so many cells that it is no line of a page's foot."""
    return len([cell for cell in row.cells if cell.text]) >= CELLS_OF_A_TABLE


def text_of(row: Row) -> str:
    """What a row prints, without white space."""
    return "".join("".join([cell.text for cell in row.cells]).split())


def is_page_number(text: str) -> bool:
    """Whether a text is a page number and nothing else."""
    if begins_with_word(text) and text[0] not in WORDS_OF_NUMBER:
        return False
    return PAGE_NUMBER.fullmatch(unspaced(text)) is not None


def title_text(row: Row) -> str | None:
    """The text of a line or of a row's only cell that can be a document's title; None for any other row."""
    text = lone_text(row)
    if text is None or not SHORTEST_TITLE <= len(text) <= LONGEST_TITLE or WHITE_SPACE.search(text):
        return None
    is_of_form = row.is_tabular and text.endswith(END_OF_FORM)
    return text if TITLE_WORD.search(text) and not is_of_form else None


def lone_text(row: Row) -> str | None:
    """The text of a row that prints one cell only."""
    lone = None
    for cell in row.cells:
        if cell.text:
            if lone is not None:
                return None
            lone = cell.text
    return lone
