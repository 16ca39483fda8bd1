"""Names of level 1 set upright beside their rows, a letter or two on the lines of several rows: 产 ｜ 出 ｜ 指 ｜ 标.

Input: the tokens of printed lines whose columns are lost. Output: the same, each such name whole before the first row
of its cell. Stage `parse`. A name stands in the middle of its cell. Where the cells of level 2 follow each other
without a gap if each name is in the middle of its own, that tells their first rows; the first level 2 that belongs
below a level 1 tells where the cell of that begins.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Place

LONGEST_LETTERS, MOST_PIECES, FEWEST_PIECES = 3, 9, 2
FEWEST_NUMBERS = 2  # points and score of a row
LINES_BETWEEN = 4  # printed beside a name between two of its letters


def with_upright_levels(lines: Sequence[tuple[Token, ...]], vocabulary: Vocabulary) -> list[tuple[Token, ...]]:
    """The lines without the letters, and each name before the row where its cell begins."""
    whole = list(lines)
    heads = [at for at, tokens in enumerate(lines) if names_columns(tokens)]
    for head, following in pairwise((*heads, len(lines))):
        end = next((at for at in range(head, following) if is_total(lines[at])), following)
        whole[head + 1 : end] = with_names_whole(whole[head + 1 : end], vocabulary)
    return whole


def with_names_whole(lines: list[tuple[Token, ...]], vocabulary: Vocabulary) -> list[tuple[Token, ...]]:
    """The lines of one table of indicators."""
    letters = [at for at, tokens in enumerate(lines) if begins_with_letters(tokens)]
    names: list[tuple[Token, list[int]]] = []
    first = 0
    while first < len(letters):
        count = spelled_count(lines, letters[first : first + MOST_PIECES], vocabulary)
        if count:
            own = letters[first : first + count]
            names.append((spelled([lines[at][0] for at in own], vocabulary), own))
        first += count or 1
    if not names:
        return lines
    gone = {at for _, own in names for at in own}
    whole = with_level2_above([tokens[1:] if at in gone else tokens for at, tokens in enumerate(lines)])
    begin = 0
    for name, own in names:
        at = cell_begin(whole, begin, own, name, vocabulary)
        whole[at] = (name, *whole[at])
        begin = at + 1
    return whole


def with_level2_above(lines: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The lines, each name of level 2 before the first row of its cell; as they are where the cells leave a gap."""
    rows = [at for at, tokens in enumerate(lines) if sum(is_number(token.text) for token in tokens) >= FEWEST_NUMBERS]
    marks = [at for at, tokens in enumerate(lines) if tokens and tokens[0].is_kind("level2")]
    moved = list(lines)
    top = 0
    for at in marks:
        above = sum(row < at for row in rows)
        bottom = 2 * above - top - (at not in rows)
        if not top <= bottom < len(rows):
            return lines
        name, moved[at] = moved[at][0], moved[at][1:]
        moved[rows[top]] = (name, *moved[rows[top]])
        top = bottom + 1
    return moved if top == len(rows) else lines


def is_total(tokens: tuple[Token, ...]) -> bool:
    """Whether a line begins with the label of the totals."""
    return bool(tokens) and tokens[0].is_kind("total") and not tokens[0].is_kind("level1", "level2")


def names_columns(tokens: tuple[Token, ...]) -> bool:
    """Whether a line names the column of the indicators' names."""
    return any("level3" in token.roles("indicator_column") for token in tokens)


def begins_with_letters(tokens: tuple[Token, ...]) -> bool:
    """Whether a line begins with a few letters that are no label by themselves."""
    return bool(tokens) and not tokens[0].labels and len(tokens[0].text) <= LONGEST_LETTERS and is_word(tokens[0].text)


def is_word(text: str) -> bool:
    """Whether all characters are Chinese."""
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def spelled_count(lines: Sequence[tuple[Token, ...]], near: Sequence[int], vocabulary: Vocabulary) -> int:
    """How many of the lines spell a name of level 1 with their letters, 0 where they spell none."""
    for count in range(len(near), FEWEST_PIECES - 1, -1):
        own = near[:count]
        if any(below - above > LINES_BETWEEN for above, below in pairwise(own)):
            continue
        if spelled([lines[at][0] for at in own], vocabulary).is_kind("level1"):
            return count
    return 0


def spelled(pieces: Sequence[Token], vocabulary: Vocabulary) -> Token:
    """The letters as one token."""
    text = "".join(piece.text for piece in pieces)
    places: list[Place] = [place for piece in pieces for place in piece.places]
    return pieces[0]._replace(text=text, labels=vocabulary.labels_of(text), further_places=tuple(places[1:]))


def cell_begin(
    lines: Sequence[tuple[Token, ...]], first: int, own: Sequence[int], name: Token, vocabulary: Vocabulary
) -> int:
    """The line before which the name's cell begins: that of the first name of level 2 that stands below this level 1
    by its name and no later than the last letter, else that of the first letter."""
    standard = vocabulary.level1_names.get(vocabulary.level_name(name.text))
    for at in range(first, own[-1] + 1):
        for token in lines[at][:1]:
            parents = vocabulary.level1_of_level2.get(vocabulary.level_name(token.text), frozenset())
            if token.is_kind("level2") and standard in parents:
                return at
    return own[0]
