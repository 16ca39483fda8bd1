"""Rows of a glued declaration whose targets are words: nothing parts the name from them, but lines and levels end them.

Input: a GluedRun by its LabelFinder, and a position in the indicator table. Output: where such a row may end, and
whether the lines hold rows, or a name such a row. Stage `parse`. Only words that are known as targets and stand behind
what ends a name are taken; any other such row gives no field and is reported, and the rows around it are read.
"""

import re
from dataclasses import replace

from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_mirrors import CLOSERS
from etl.parse.glued.glued_rows import LONGEST_ROW, RowSplit
from etl.parse.rows.cell_likeness import WORDS_OF_TARGET

POINTS_OF_BLOCK = re.compile(r"\([0-9]{1,3}(?:\.[0-9]{1,2})?分\)")
LEVEL_ENDS = ("指标", "目标")
VALUE_END = re.compile(r"[0-9][0-9.%‰]*[^0-9]{0,4}\Z")
SHORTEST_NAME, SHORTEST_NEXT = 2, 4
LONGEST_VALUE, FEWEST_LINES, VALUED_SHARE = 12, 4, 0.6
CHANGE = "改善|提升|提高|增强|加强|完善|增加|增长|减少|降低|下降|好转|优化|巩固"
WORD_TARGET = re.compile(rf"{WORDS_OF_TARGET.pattern}|{CHANGE}|长远|长期|良好|优良|较高|较好|显著|明显|达标|合格|及时")
NAME_END = re.compile(rf"(?:{CLOSERS}|影响|条件|环境|质量|能力)\Z")
CHANGE_INSIDE = re.compile(CHANGE)
LONGEST_WORD, CLOSER_REACH = 6, 2
FEWEST_COLUMNS = 4  # of a header that is printed again
UNIT_ABOVE = re.compile(r"\(?(?:金额)?单位:(?:万元|元|千元|亿元)\)?")


def ends_of_words(finder: LabelFinder, position: int, limit: int) -> set[int]:
    """Where a row that nothing parts may end: at its line's end, before the next level's name, or with the table."""
    if stops_words(finder, position):
        return set()
    last = min(limit, position + LONGEST_ROW)
    line = next((at for at in range(position + 1, last + 1) if at in finder.run.line_starts), None)
    level = next((at for at in range(position + 1, last) if stops_words(finder, at)), None)
    ends = {end for end in (line, level or (limit if last == limit else None)) if end is not None}
    return {end for end in ends if not any(char.isdigit() for char in finder.run.folded[position:end])}


def word_target_start(folded: str, start: int, end: int) -> int | None:
    """Where a target in words begins that ends a row, behind what can end a name: 绿化水平|提升. None where no place or
    more than one fits, and where the name tells of a change itself and goes on: it may hold another row."""
    found = [
        at
        for at in range(max(start + SHORTEST_NAME, end - LONGEST_WORD), end)
        if WORD_TARGET.fullmatch(folded, at, end) and NAME_END.search(folded[max(start, at - CLOSER_REACH) : at])
    ]
    if len(found) != 1:
        return None
    name = folded[start : found[0]]
    holds_more = any(
        change.start() >= SHORTEST_NAME and len(name) - change.end() >= SHORTEST_NEXT
        for change in CHANGE_INSIDE.finditer(name)
    )
    return None if holds_more else found[0]


def row_of_words(finder: LabelFinder, start: int, end: int, cost: int) -> RowSplit:
    """A row without a number: name and target where the words tell them apart, else nothing of it."""
    at = word_target_start(finder.run.folded, start, end)
    spans = (("name", start, at), ("target", at, end)) if at is not None else ()
    return RowSplit(end, cost, None, None, spans)


def stops_words(finder: LabelFinder, position: int) -> bool:
    """Whether the full name of a level stands here."""
    label = finder.at(position, "level1", "level2")
    return label is not None and is_full_level(finder, label)


def is_full_level(finder: LabelFinder, label: GluedLabel) -> bool:
    """Whether a level's name can be nothing else: it says 指标, or prints its points behind it, 产出(30分)."""
    folded = finder.run.folded
    behind = POINTS_OF_BLOCK.fullmatch(folded, label.word_end, label.end)
    return folded[label.start : label.word_end].endswith(LEVEL_ENDS) or behind is not None


def standard_levels(finder: LabelFinder, first: int, limit: int) -> frozenset[str]:
    """The standard names of the blocks about plans and money whose level-1 names a table prints: 项目决策(10分)."""
    labels = finder.all_between(first, limit, "level1")
    words = [finder.run.folded[label.start : label.word_end] for label in labels if is_full_level(finder, label)]
    named = {finder.vocabulary.level1_names.get(finder.vocabulary.level_name(word), word) for word in words}
    return frozenset(name for name in named if not name.endswith("指标"))


def parents_of(finder: LabelFinder, label: GluedLabel) -> frozenset[str]:
    """The standard level-1 names under which a level-2 name may stand."""
    roles = label.roles("level2")
    return finder.vocabulary.level1_of_level2.get(roles[0], frozenset()) if roles else frozenset()


def level_starts(finder: LabelFinder, first: int, limit: int) -> list[int]:
    """Where full level names begin in a table."""
    labels = finder.all_between(first, limit, "level1", "level2")
    return [label.start for label in labels if is_full_level(finder, label)]


def repeated_sides(finder: LabelFinder, first: int, limit: int) -> dict[int, int]:
    """The side labels and headers that are printed again inside a table: where each begins, and where it ends."""
    return {at: end for at in range(first, limit) if (end := repeated_side_end(finder, at)) is not None}


def repeated_side_end(finder: LabelFinder, position: int) -> int | None:
    """The end of a table's side label, or of its whole header, that is printed again inside it, as at the top of a
    page. None where none stands here."""
    if (header := repeated_header_end(finder, position)) is not None:
        return header
    label = finder.at(position, "side")
    if label is None or not finder.run.folded[label.start : label.word_end].endswith(LEVEL_ENDS):
        return None
    is_level = finder.at(position, "level1", "level2") is not None
    return label.end if not is_level and stops_words(finder, label.end) else None


def repeated_header_end(finder: LabelFinder, position: int) -> int | None:
    """The end of a header of indicators, with the unit of money above it, that begins here."""
    above = UNIT_ABOVE.match(finder.run.folded, position)
    first = above.end() if above else position
    label = finder.at(first, "indicator_column")
    if label is None or "level1" not in label.roles("indicator_column"):
        return None
    chain = finder.chain(first, "indicator_column")
    roles = {role for label in chain for role in label.roles("indicator_column")}
    return chain[-1].end if len(chain) >= FEWEST_COLUMNS and "level3" in roles else None


def lines_end_with_values(finder: LabelFinder, first: int, limit: int) -> bool:
    """Whether a table is printed a row to a line: most of its lines end with a value."""
    ends = [at for at in finder.run.line_starts if first < at <= limit]
    pieces = [finder.run.folded[max(first, at - LONGEST_VALUE) : at] for at in ends]
    return sum(VALUE_END.search(piece) is not None for piece in pieces) >= max(FEWEST_LINES, VALUED_SHARE * len(ends))


def with_rows_in_lines(finder: LabelFinder, first: int, limit: int) -> LabelFinder:
    """The finder, where the table is printed a row to a line with its line ends among the cuts: what a line's last cell
    holds, whatever its unit, ends there."""
    if not lines_end_with_values(finder, first, limit):
        return finder
    ends = {at for at in finder.run.line_starts if first < at <= limit}
    run = replace(finder.run, cuts=finder.run.cuts | ends, row_ends=frozenset(ends))
    return LabelFinder(run, finder.vocabulary)


def crosses_line(finder: LabelFinder, row: RowSplit) -> bool:
    """Whether the row's name goes on over a line's end."""
    names = [(start, end) for role, start, end in row.spans if role == "name"]
    return any(at in finder.run.line_starts for start, end in names for at in range(start + 1, end))


def may_hold_target(name: str) -> bool:
    """Whether a name may hold a name, its target in words and the next name: 办学条件持续改善家长认可度."""
    return any(
        found.start() >= SHORTEST_NAME and len(name) - found.end() >= SHORTEST_NEXT
        for found in WORDS_OF_TARGET.finditer(name)
    )
