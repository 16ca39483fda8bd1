"""Reasons, and names below points, that narrow cells break over lines in a pdf's own order: 部分学员年 above 底参加考.

Input: the tokens of printed lines, and these lines. Output: the same, each such text whole. Stage `parse`. Lines of
words between a row's points and the next level hold no row, which would have points: they are the reason of a row that
lost points. Above the next row's values its name is among them: all of them below all points of a row, else behind a
line that is shorter than the next one, as only the last of a cell is. No cell of a page's layout goes on so.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from etl.parse.labels.printed_kinds import begins_with_word, has_operator, is_figure, is_measured, is_number, number_of
from etl.parse.labels.roles import LEVELS, POINTS
from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.aligned_rests import MOST_SHORT
from etl.parse.rows.laid_out_cells import CHINESE, GAP, width_of
from etl.parse.rows.line_step import line_step

NEXT_GROUP = (*LEVELS, "total")
MOST_PIECES = 4  # of a level's name
Line = tuple[Token, ...]


def with_reasons_over_lines(lines: Sequence[Line], printed: tuple[str, ...], vocabulary: Vocabulary) -> list[Line]:
    """The lines, each reason and each name below two points whole where it is certain where it ends."""
    whole = list(lines)
    step = line_step(printed)
    for at, tokens in enumerate(lines):
        values, reason = parted_reason(tokens)
        if not values or GAP in printed[tokens[-1].place.line_no - 1].strip():
            continue
        below = lone_texts(lines, at, step, vocabulary)
        behind = lines[at + 1 + len(below) :][:MOST_PIECES]
        if not begins_level(behind, vocabulary):
            below = tuple(takewhile(lambda text: not is_value(text), below))
            behind = lines[at + 1 + len(below) :][:MOST_PIECES]
        cells = cells_of(values, reason, below, behind, vocabulary) if below and any(behind[:1]) else []
        if cells:
            made = [whole_label(cell, vocabulary) for cell in cells]
            first = made[: len(reason)]
            rest = made[len(reason) :]
            whole[at] = (*values, *first)
            whole[at + 1 : at + 1 + len(below)] = [*((text,) for text in rest), *[()] * (len(below) - len(rest))]
    return whole


def parted_reason(tokens: Line) -> tuple[Line, Line]:
    """A line that ends with weight and score as it is, or one of weight, score and the words of a reason in two; its
    name is on lines above: behind a whole row the rest of its name may stand."""
    if ends_with_points(tokens):
        return tokens, ()
    *values, last = tokens or (None,)
    if last is None or last.labels or not begins_with_word(last.text) or not ends_with_points(values):
        return (), ()
    return (tuple(values), (last,)) if is_value(values[0]) else ((), ())


def cells_of(values: Line, reason: Line, below: Line, behind: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The texts below points as cells: a reason, a name, or both; none where it is not certain which."""
    texts = (*reason, *below)
    weight, score = (number_of(token.text) for token in values[-len(POINTS) :])
    has_reason = bool(reason) or weight != score
    if begins_level(behind, vocabulary):
        is_reason = max(map(width, texts)) == width(texts[0]) if reason else has_reason
        return [texts] if is_reason else []
    first = behind[0][0]
    if not is_value(first) or first.labels:
        return []
    ends = [at for at, (text, following) in enumerate(pairwise(texts), start=1) if is_shorter(text, following)]
    if has_reason:
        return [texts[: ends[0]], texts[ends[0] :]] if len(ends) == 1 else []
    return [] if ends else [texts]


def lone_texts(lines: Sequence[Line], at: int, step: int, vocabulary: Vocabulary) -> Line:
    """The texts that stand alone, each right below the other, on the lines below one, up to a label or a figure, or to
    the name of a level that may be torn."""
    texts: list[Token] = []
    last = lines[at][-1].places[-1].line_no
    for order in range(at + 1, len(lines)):
        tokens = lines[order]
        is_alone = len(tokens) == 1 and tokens[0].place.line_no == last + step * (order - at)
        if not is_alone or tokens[0].labels or is_figure(tokens[0].text):
            break
        if begins_level(lines[order : order + MOST_PIECES], vocabulary):
            break
        texts.append(tokens[0])
    return tuple(texts)


def begins_level(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether the first of these lines, or several of one text each, are the name of a level: 产出指 above 标."""
    alone = takewhile(lambda tokens: len(tokens) == 1, lines[1:])
    pieces = [tokens[0] for tokens in (*lines[:1], *alone) if tokens]
    return any(whole_label(pieces[:count], vocabulary).is_kind(*NEXT_GROUP) for count in range(1, len(pieces) + 1))


def ends_with_points(tokens: Sequence[Token]) -> bool:
    """Whether a line ends with a weight and a score."""
    return len(tokens) >= len(POINTS) and all(is_number(token.text) for token in tokens[-len(POINTS) :])


def is_value(token: Token) -> bool:
    """Whether a text is a number, a quantity or a comparison with one."""
    return is_figure(token.text) or is_measured(token.text) or has_operator(token.text)


def is_shorter(text: Token, following: Token) -> bool:
    """Whether a line is so much shorter than the next one that it ends its cell: a number or a comma alone may have
    moved on to the next line."""
    return width(text) + MOST_SHORT < width(following)


def width(token: Token) -> int:
    """How wide a text is printed."""
    return width_of(token.text, CHINESE)
