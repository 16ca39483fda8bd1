"""The rows of a part, taken while the answer is still a relation of DuckDB: no more rows than are shown leave it.

Input: a relation and a `RowPart`. Output: a relation. Side of the pages. Columns are looked up by name, values and
words are constants: nothing of what an analyst types becomes SQL.
"""

from functools import reduce
from operator import or_

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, Expression, FunctionExpression

from pages.queries.row_part import COUNT, RowPart

ORDER = "\norder by"  # at the beginning of a line it is that of the whole question
TIE_BREAKERS = (
    "project_id",
    "document_id",
    "section_code",
    "row_no",
    "line_no",
    "finding_id",
    "copy_group",
)  # make any order total


def asked_sql(sql: str, part: RowPart) -> str:
    """A question without the order of its rows where the part counts them or has an order of its own: millions of rows
    would be sorted for nothing. A question that takes its page itself keeps its order."""
    unordered, ordered, order = sql.rpartition(ORDER)
    needs_none = part.is_count or part.order is not None
    return unordered if needs_none and ordered and "$" not in order and "limit" not in order else sql


def page_sql(sql: str, part: RowPart) -> str:
    """A question for a page of its rows as they come."""
    return sql if part.limit is None else f"{sql}\nlimit {part.limit:d} offset {part.offset:d}"


def part_of(rows: DuckDBPyRelation, part: RowPart) -> DuckDBPyRelation:
    """The part of the rows. Raises duckdb.BinderException for a column that the rows do not have."""
    for column, values in part.picked:
        rows = rows.filter(text_of(column).isin(*map(ConstantExpression, values)))
    for word in part.words:
        rows = rows.filter(reduce(or_, (holds(column, word) for column in part.searched), ConstantExpression(False)))
    if part.is_count:
        return rows.aggregate(f"count(*) as {COUNT}")
    if part.order is not None:
        first = ColumnExpression(part.order)
        ties = [ColumnExpression(name) for name in TIE_BREAKERS if name in rows.columns]
        rows = rows.sort((first.desc() if part.is_descending else first.asc()).nulls_last(), *ties)
    return rows if part.limit is None else rows.limit(part.limit, part.offset)


def text_of(column: str) -> Expression:
    """A column as text."""
    return ColumnExpression(column).cast("varchar")


def holds(column: str, word: str) -> Expression:
    """Whether a column holds a word, in any case; texts are put in small letters only for a word that has letters of
    two cases, since that takes three times as long as the search itself."""
    text = text_of(column)
    if word.lower() != word.upper():
        text = FunctionExpression("lower", text)
    return FunctionExpression("contains", text, ConstantExpression(word.lower()))
