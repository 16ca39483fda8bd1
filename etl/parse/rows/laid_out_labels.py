"""Labels and rows of cells in lines that blanks lay out, for all blocks of such a form.

Input: texts, and the pieces of cells. Output: what a text labels, and Rows. Stage `parse`.
"""

from collections.abc import Iterable, Mapping, Sequence

from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.laid_out_cells import Piece, joined
from etl.records import Cell, Row


def first_label(text: str, kinds: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """The role of a text that is a label of one of these kinds."""
    return next((label.role for label in vocabulary.labels_of(text) if label.kind in kinds), None)


def is_label(text: str, kind: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a label of this kind."""
    return kind in vocabulary.labels_of(text).kinds


def row_of(cells: Mapping[int, Sequence[Piece]]) -> Row:
    """A row of the cells of its columns, counted from 0."""
    first = min(piece.place for pieces in cells.values() for piece in pieces)
    made = []
    for order, pieces in cells.items():
        nowhere = first._replace(column_no=order + 1, char_start=0, char_end=0)
        places = [piece.place._replace(column_no=order + 1) for piece in pieces] or [nowhere]
        made.append(Cell(joined(pieces), places[0], further_places=tuple(places[1:])))
    return Row(first.line_no, tuple(made), True)
