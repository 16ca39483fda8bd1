"""Names of level 1 whose merged cell spans a level 2 that stands elsewhere by its name: 效益指标 over 满意度指标.

Input: the TokenRows of a document and its grid. Output: the same, the name on each such row too. Stage `parse`. The
cell's own span says what the row is under; where spans are lost, the name of level 2 tells it (level_names.py).
"""

from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import CellGrid


def with_spanning_levels(rows: tuple[TokenRow, ...], grid: CellGrid, vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows, one for each of the grid; a name reaches as many rows down as its cell spans."""
    if max([cell.row_span for row in grid.rows for cell in row.cells], default=1) == 1:
        return rows
    spanned: list[TokenRow] = []
    above: Token | None = None
    rest = 0
    for row, printed in zip(rows, grid.rows, strict=True):
        named = next((token for token in row.tokens if token.is_kind("level1")), None)
        begun = next((cell for cell in printed.cells if named is not None and cell.place == named.place), None)
        if named is not None and begun is not None and (begun.row_span > 1 or rest == 0):
            above, rest = named, begun.row_span
        is_below = above is not None and rest > 0 and is_elsewhere(row, above, vocabulary)
        names = (above,) if above is not None and is_below else ()
        spanned.append(row.with_tokens((*names, *row.tokens)) if names else row)
        rest = max(rest - 1, 0)
    return tuple(spanned)


def is_elsewhere(row: TokenRow, level1: Token, vocabulary: Vocabulary) -> bool:
    """Whether the row begins right of the name's column with a level 2 that by its name stands under another one."""
    first = row.tokens[0] if row.tokens else None
    if first is None or first.column <= level1.column or not first.is_kind("level2"):
        return False
    parents = vocabulary.parents_of(first.text)
    standard = vocabulary.standard_level1(level1.text)
    return bool(parents) and standard is not None and standard not in parents
