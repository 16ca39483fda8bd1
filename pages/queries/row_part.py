"""A part of the rows of an answer: those with picked values and searched words, in another order, one page of them.

Output: the part as a record, which `published_db_part.py` takes out of an answer. Side of the pages.
"""

from dataclasses import dataclass, replace

COUNT = "row_count"


@dataclass(frozen=True, slots=True)
class RowPart:
    """Which rows: `picked` by column and values, with every one of `words` in a `searched` column; in the order of one
    column, else as they come; from `offset` on, `limit` at most; or only how many (`is_count`, column `row_count`).
    """

    picked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    order: str | None = None
    is_descending: bool = False
    offset: int = 0
    limit: int | None = None
    is_count: bool = False

    def counted(self) -> "RowPart":
        """The question how many rows all pages have together."""
        return replace(self, order=None, offset=0, limit=None, is_count=True)
