"""A part of the rows of an answer: those with picked values and searched words, in another order, one page of them.

Output: the part as a record, which `published_db_part.py` takes out of an answer. Side of the pages.
"""

from dataclasses import dataclass, replace

COUNT = "row_count"
OWN_LIMIT, OWN_OFFSET, OWN_WORDS = "row_limit", "row_offset", "row_words"
"""Parameters of a question that takes its page itself, and of one that searches for words itself."""


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

    @property
    def is_page(self) -> bool:
        """Whether the rows are asked for as they come, some of them or all."""
        return self == RowPart(offset=self.offset, limit=self.limit)

    def bound(self, takes_words: bool = False) -> "tuple[dict[str, object], RowPart]":
        """What a question that takes its page itself is given, and what is left to take of its answer."""
        words = {OWN_WORDS: list(self.words) if takes_words else []}
        rest = replace(self, words=(), searched=()) if takes_words else self
        if rest.is_page:
            return {OWN_LIMIT: self.limit, OWN_OFFSET: self.offset, **words}, RowPart()
        return {OWN_LIMIT: None, OWN_OFFSET: 0, **words}, rest

    def counted(self) -> "RowPart":
        """The question how many rows all pages have together."""
        return replace(self, order=None, offset=0, limit=None, is_count=True)
