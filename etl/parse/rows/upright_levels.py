"""Names of level 1 set upright beside their rows, a letter or two on the lines of several rows: 产 ｜ 出 ｜ 指 ｜ 标.

Input: the tokens of printed lines whose columns are lost. Output: the same, each such name whole before the first row
of its cell, that of the table before its header. Stage `parse`. A name stands in the middle of its cell. Where the
cells of level 2 follow each other without a gap if each name is in the middle of its own, that tells their first rows;
the first level 2 that belongs below a level 1 tells where the cell of that begins.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary
from etl.parse.rows.cells_around_rows import is_row, with_cells_around_rows

MOST_PIECES, FEWEST_PIECES = 6, 2
LETTERS = re.compile(r"[\u4e00-\u9fff]{1,3}(?:[(（]?[0-9]{1,3})?|[(（]?[0-9]{1,3}分[)）]?|分[)）]")  # 标10, 50分 too
LAST_LETTER, TABLE_ENDS, REST_OF_NAME = "标", ("标", "指标"), Labels([Label("side", "words")])
LINES_BETWEEN = 4  # printed beside a name between two of its letters


def with_upright_levels(lines: Sequence[tuple[Token, ...]], vocabulary: Vocabulary) -> list[tuple[Token, ...]]:
    """The lines without the letters, each name before the row where its cell begins; texts that such narrow columns
    tear around their rows are whole."""
    whole = list(lines)
    heads = [at for at, tokens in enumerate(lines) if names_columns(tokens)]
    for head, following in pairwise((*heads, len(lines))):
        end = next((at for at in range(head + 1, following) if ends_table(lines[at])), following)
        with_block_name_whole(whole, head, end, vocabulary)
        named = with_names_whole(whole[head + 1 : end], vocabulary)
        if named != whole[head + 1 : end]:
            whole[head + 1 : end] = with_cells_around_rows(whole[head], named, vocabulary)
        whole[head:end] = with_rests_of_names(whole[head:end])
    return whole


def with_block_name_whole(lines: list[tuple[Token, ...]], head: int, end: int, vocabulary: Vocabulary) -> None:
    """Put the name of the table (绩 ｜ 效 ｜ 指 ｜ 标), a letter on the lines of several rows, before the header."""
    letters = [at for at in range(head, end) if begins_with_letters(lines[at])][:MOST_PIECES]
    for count in range(len(letters), FEWEST_PIECES - 1, -1):
        name = whole_label([lines[at][0] for at in letters[:count]], vocabulary)
        if name.is_kind("side"):
            for at in letters[:count]:
                lines[at] = lines[at][1:]
            lines[head] = (name, *lines[head])
            return


def with_names_whole(lines: list[tuple[Token, ...]], vocabulary: Vocabulary) -> list[tuple[Token, ...]]:
    """The lines of one table of indicators, each name in one line."""
    letters = [at for at, tokens in enumerate(lines) if begins_with_letters(tokens)]
    names: list[tuple[Token, tuple[int, ...]]] = []
    for first, at in enumerate(letters):
        if names and at <= names[-1][1][-1]:
            continue
        if own := lines_of_name(lines, letters[first : first + MOST_PIECES], vocabulary):
            names.append((whole_label([lines[at][0] for at in own], vocabulary), own))
    if not names:
        return lines
    gone = {at for _, own in names for at in own}
    whole = with_level2_above([tokens[1:] if at in gone else tokens for at, tokens in enumerate(lines)])
    begin = 0
    for name, own in names:
        is_first = stands_before_level2(lines, own, vocabulary)
        at = own[0] if is_first else cell_begin(whole, begin, own, name, vocabulary)
        whole[at] = (name, *whole[at])
        begin = at + 1
    return whole


def with_rests_of_names(lines: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The lines; the end of a name whose other letters are lost heads its rows and is no text of any: 标 ｜ 数量指标,
    or 指标 ｜ 一级指标 of 绩效指标."""
    return [
        (tokens[0]._replace(labels=REST_OF_NAME), *tokens[1:]) if begins_with_rest(tokens) else tokens
        for tokens in lines
    ]


def begins_with_rest(tokens: tuple[Token, ...]) -> bool:
    """Whether a line begins with the end of a name of level 1, or of the table, before what that stands beside."""
    if len(tokens) < len(("标", "数量指标")) or tokens[0].labels:
        return False
    is_heading = "level1" in tokens[1].roles("indicator_column")
    return tokens[0].text in TABLE_ENDS if is_heading else tokens[0].text == LAST_LETTER and tokens[1].is_kind("level2")


def stands_before_level2(lines: Sequence[tuple[Token, ...]], own: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Whether the pieces of a name stand alone on lines one below the other, right above a name of level 2, or the last
    of them before it in its line, whole or torn likewise: then it is in its place."""
    if own[-1] - own[0] != len(own) - 1 or any(len(lines[at]) > 1 for at in own[:-1]):
        return False
    behind = (lines[own[-1]][1:], *lines[own[-1] + 1 : own[-1] + 1 + MOST_PIECES])
    below = [tokens[0] for tokens in behind if tokens]
    return any(whole_label(below[:count], vocabulary).is_kind("level2") for count in range(1, len(below) + 1))


def with_level2_above(lines: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The lines, each name of level 2 before the first row of its cell; only the first one, above which none stands,
    where the cells would leave a gap."""
    rows = [at for at, tokens in enumerate(lines) if is_row(tokens)]
    marks = [at for at, tokens in enumerate(lines) if tokens and tokens[0].is_kind("level2")]
    named = [at for at, tokens in enumerate(lines) if any(token.is_kind("level2") for token in tokens)]
    tops = first_rows(rows, marks) or (rows[:1] if named[:1] == marks[:1] else [])
    moved = list(lines)
    for at, top in zip(marks, tops, strict=False):
        if top < at:  # a name on a line above its first row stands in its place
            name, moved[at] = moved[at][0], moved[at][1:]
            moved[top] = (name, *moved[top])
    return moved


def first_rows(rows: Sequence[int], marks: Sequence[int]) -> list[int]:
    """The first row of the cell in whose middle each name stands; empty where such cells would leave a gap."""
    tops: list[int] = []
    top = 0
    for at in marks:
        bottom = 2 * sum(row < at for row in rows) - top - (at not in rows)
        if not top <= bottom < len(rows):
            return []
        tops.append(rows[top])
        top = bottom + 1
    return tops if top == len(rows) else []


def ends_table(tokens: tuple[Token, ...]) -> bool:
    """Whether a line begins with the label of the totals, or of a field of the form: a form without points has none."""
    return bool(tokens) and tokens[0].is_kind("total", "form") and not tokens[0].is_kind("level1", "level2")


def names_columns(tokens: tuple[Token, ...]) -> bool:
    """Whether a line names the column of the indicators' names."""
    return any("level3" in token.roles("indicator_column") for token in tokens)


def begins_with_letters(tokens: tuple[Token, ...]) -> bool:
    """Whether a line begins with a few letters that are no label by themselves, or with the points behind a name."""
    return bool(tokens) and not tokens[0].labels and LETTERS.fullmatch(tokens[0].text) is not None


def lines_of_name(lines: Sequence[tuple[Token, ...]], near: Sequence[int], vocabulary: Vocabulary) -> tuple[int, ...]:
    """The lines whose letters spell the longest name of level 1 from the first line on; the end of a text of another
    column may stand between them. Empty where they spell none."""
    for count in range(len(near), FEWEST_PIECES - 1, -1):
        for rest in combinations(near[1:], count - 1):
            own = (near[0], *rest)
            is_near = all(below - above <= LINES_BETWEEN for above, below in pairwise(own))
            if is_near and whole_label([lines[at][0] for at in own], vocabulary).is_kind("level1"):
                return own
    return ()


def cell_begin(
    lines: Sequence[tuple[Token, ...]], first: int, own: Sequence[int], name: Token, vocabulary: Vocabulary
) -> int:
    """The line before which the name's cell begins: that of the first name of level 2 that stands below this level 1
    by its name and no later than the last letter, else the first row from the first letter on."""
    standard = vocabulary.standard_level1(name.text)
    for at in range(first, own[-1] + 1):
        for token in lines[at][:1]:
            if token.is_kind("level2") and standard in vocabulary.parents_of(token.text):
                return at
    return next((at for at in range(own[0], len(lines)) if is_row(lines[at])), own[0])
