"""A printed text with all that it may label, and the texts of one row: what the rooms of this stage hand each other.

Input: texts and places, from `etl/parse/rows/tokenise.py` or pieces of such. Output: Tokens and TokenRows. Stage
`parse`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from etl.parse.labels.money_words import printed_money_unit
from etl.parse.labels.printed_kinds import without_points_word
from etl.parse.labels.vocabulary import NO_LABELS, Labels, Vocabulary
from etl.records import Place

UNPLACED = 0  # the column of a token whose position in its line says nothing about the table


class Token(NamedTuple):
    """A printed text and what it may stand for. `column` is the cell's number in its row, or UNPLACED.

    `further_places` are those of the later pieces of a label that was broken over cells or lines.
    """

    text: str
    place: Place
    column: int
    labels: Labels = NO_LABELS
    further_places: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place where a piece of the text is printed."""
        return (self.place, *self.further_places)

    def roles(self, kind: str) -> list[str]:
        """The roles that the text may have as a label of this kind."""
        return [label.role for label in self.labels if label.kind == kind] if kind in self.labels.kinds else []

    def is_kind(self, *kinds: str) -> bool:
        """Whether the text may be a label of one of these kinds; most texts are no label."""
        return not self.labels.kinds.isdisjoint(kinds) if self.labels else False

    def unplaced(self) -> "Token":
        """The token without its column."""
        return Token(self.text, self.place, UNPLACED, self.labels, self.further_places)

    @property
    def money_unit(self) -> str | None:
        """The money unit printed in brackets after the label."""
        return printed_money_unit(self.text)


class TokenRow:
    """The non-blank tokens of one printed row, in order, and the kinds of labels among them: most rows hold none.

    `width` counts the columns of the row, blank cells too; 0 where the row was put together anew. `pieces` are those of
    its text, once `spaced_tokens` has cut it at its blanks.
    """

    __slots__ = ("is_tabular", "kinds", "line_no", "pieces", "tokens", "width")

    def __init__(self, line_no: int, tokens: tuple[Token, ...], is_tabular: bool, width: int = 0) -> None:
        self.line_no = line_no
        self.tokens = tokens
        self.is_tabular = is_tabular
        self.width = width
        self.pieces: tuple[Token, ...] | None = None
        self.kinds = NO_LABELS.kinds.union(*[token.labels.kinds for token in tokens if token.labels])

    def is_kind(self, *kinds: str) -> bool:
        """Whether a token of the row may be a label of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    def roles(self, kind: str) -> set[str]:
        """The roles that tokens of the row may have as labels of this kind."""
        if kind not in self.kinds:
            return set()
        return {label.role for token in self.tokens for label in token.labels if label.kind == kind}

    def with_tokens(self, tokens: Iterable[Token]) -> "TokenRow":
        """The row with these tokens in place of its own."""
        return TokenRow(self.line_no, tuple(tokens), self.is_tabular, self.width)

    def behind(self, token: Token) -> tuple[Token, ...]:
        """The tokens to the right of one of them."""
        return self.tokens[self.tokens.index(token) + 1 :]

    @property
    def first(self) -> Token:
        """The leftmost token."""
        return self.tokens[0]


def made_row(tokens: Sequence[Token], *, is_tabular: bool) -> TokenRow:
    """A row that no line printed so, of tokens that belong together: it stands in the line of the first."""
    return TokenRow(tokens[0].place.line_no, tuple(tokens), is_tabular)


def roles_of(tokens: Iterable[Token], kind: str) -> set[str]:
    """The roles that several tokens may have as labels of this kind."""
    return {label.role for token in tokens for label in token.labels if label.kind == kind}


def whole_text(pieces: Sequence[Token]) -> Token:
    """The pieces of a text as one token, at the places of all of them and with the labels of the first."""
    text = "".join([piece.text for piece in pieces])
    _, *further = (place for piece in pieces for place in piece.places)
    return pieces[0]._replace(text=text, further_places=tuple(further))


def whole_label(pieces: Sequence[Token], vocabulary: Vocabulary) -> Token:
    """The pieces of a text as one token with all that the text may label."""
    whole = whole_text(pieces)
    return whole._replace(labels=vocabulary.labels_of(whole.text))


def bare_points(token: Token) -> Token:
    """The token without the word behind its points."""
    text = without_points_word(token.text)
    return token if text == token.text else token._replace(text=text)
