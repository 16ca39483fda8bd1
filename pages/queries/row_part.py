"""A part of the rows of an answer: those with picked values and searched words, in another order, one page of them.

Input: a relation of DuckDB, the whole answer not made yet. Output: a relation of the part, so that no more rows than
are shown leave the database. Side of the pages. Columns are looked up by name, values and words are constants: nothing
of what an analyst types becomes SQL.
"""

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, Expression, FunctionExpression

TIE_BREAKERS = ("project_id", "row_no", "finding_id")  # make any order total
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

    def of(self, rows: DuckDBPyRelation) -> DuckDBPyRelation:
        """The part of the rows. Raises duckdb.BinderException for a column that the rows do not have."""
        for column, values in self.picked:
            rows = rows.filter(text_of(column).isin(*map(ConstantExpression, values)))
        for word in self.words:
            rows = rows.filter(reduce(or_, (holds(column, word) for column in self.searched)))
        if self.is_count:
            return rows.aggregate(f"count(*) as {COUNT}")
        if self.order is not None:
            first = ColumnExpression(self.order)
            ties = [ColumnExpression(name) for name in TIE_BREAKERS if name in rows.columns]
            rows = rows.sort((first.desc() if self.is_descending else first.asc()).nulls_last(), *ties)
        return rows if self.limit is None else rows.limit(self.limit, self.offset)


def text_of(column: str) -> Expression:
    """A column as text."""
    return ColumnExpression(column).cast("varchar")


def holds(column: str, word: str) -> Expression:
    """Whether a column holds a word, in any case."""
    text = FunctionExpression("lower", text_of(column))
    return FunctionExpression("contains", text, ConstantExpression(word.lower()))
