"""A running line cut at its blanks, where these alone part its cells: 数量指标 ｜ 培训人数 ｜ ≥500人 ｜ 20 ｜ 20.

Input: a TokenRow and the printed lines. Output: the pieces of its line as Tokens. Stage `parse`. What a bracket holds
together is one piece; each piece has its own place in the line.
"""

import re

from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.tokenise import BLANK, without_idle_marks
from etl.records import Place

MOST_IN_BRACKETS = 5  # pieces of a line; more are a bracket that nothing closes
SPACE = re.compile(r"\s++(?!年度?\s*[)）]|[,，;；。、](?!\d))|(?<!\d)\s++(?![,，;；。、](?!\d))")  # nor before a comma


def spaced_tokens(row: TokenRow, lines: tuple[str, ...], vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a row in a layout whose columns are lost: a running line is cut at its white space."""
    if row.is_tabular:
        return list(row.tokens)
    if row.pieces is None:
        row.pieces = tuple(cut_at_blanks(row, lines, vocabulary))
    return list(row.pieces)


def cut_at_blanks(row: TokenRow, lines: tuple[str, ...], vocabulary: Vocabulary) -> list[Token]:
    """The pieces of a running line."""
    tokens: list[Token] = []
    for token in row.tokens:
        rests = token.places
        for piece in filter(None, SPACE.split(token.text) if BLANK in token.text else (token.text,)):
            place, rests = place_of_piece(piece, rests, lines)
            tokens.append(Token(piece, place, UNPLACED, vocabulary.labels_of(piece)))
    return without_idle_marks(with_whole_brackets(tokens, lines, vocabulary))


def place_of_piece(piece: str, rests: tuple[Place, ...], lines: tuple[str, ...]) -> tuple[Place, tuple[Place, ...]]:
    """Where a piece stands in what is left of its cell, and what is left behind it.

    A text that the line prints in other characters, as with two blanks for one or with &amp; for &, stands somewhere in
    what no piece has taken: no text goes lost for want of a place.
    """
    for order, rest in enumerate(rests):
        found = lines[rest.line_no - 1].find(piece, rest.char_start, rest.char_end)
        if found >= 0:
            place = rest._replace(char_start=found, char_end=found + len(piece))
            return place, (rest._replace(char_start=place.char_end), *rests[order + 1 :])
    rest = rests[0]
    line = lines[rest.line_no - 1]
    first = next((at for at in range(rest.char_start, rest.char_end) if not line[at].isspace()), rest.char_start)
    return rest._replace(char_start=first), (rest._replace(char_start=min(first + 1, rest.char_end)), *rests[1:])


def with_whole_brackets(tokens: list[Token], lines: tuple[str, ...], vocabulary: Vocabulary) -> list[Token]:
    """The pieces of a line with those joined that a bracket holds together: 游客数量( ≥**人 )."""
    if not any(opens_bracket(token.text) for token in tokens[:-1]):
        return tokens
    whole: list[Token] = []
    order = 0
    while order < len(tokens):
        token = tokens[order]
        following = tokens[order + 1 : order + MOST_IN_BRACKETS] if opens_bracket(token.text) else []
        count = next((number for number, other in enumerate(following, start=1) if closes_bracket(other.text)), 0)
        if count and not any(opens_bracket(other.text) for other in following[:count]):
            place = token.place._replace(char_end=tokens[order + count].place.char_end)
            text = " ".join(lines[place.line_no - 1][place.char_start : place.char_end].split())
            token = Token(text, place, UNPLACED, vocabulary.labels_of(text))
            order += count
        whole.append(token)
        order += 1
    return whole


def opens_bracket(text: str) -> bool:
    """Whether a text opens a bracket that it does not close."""
    return ("(" in text or "（" in text) and sum(map(text.count, "(（")) > sum(map(text.count, ")）"))


def closes_bracket(text: str) -> bool:
    """Whether a text closes a bracket that it does not open."""
    return sum(map(text.count, "(（")) < sum(map(text.count, ")）"))
