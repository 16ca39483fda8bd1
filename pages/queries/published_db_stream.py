"""The rows of an answer part by part, for files of so many rows that they are not held at once.

Input: a question as `fetch` takes it. Output: parts of its answer, none of them kept. Side of the pages.
"""

from collections.abc import Iterator, Mapping

import duckdb
import pyarrow as pa

from pages.queries.published_db import PARAMETER, WHOLE, asking, build_in_use, load_question, relation_of
from pages.queries.published_db_stand_in import NOBODY, StandIn
from pages.queries.row_part import RowPart

PART_ROWS = 50_000
STOPPED = "INTERRUPT"  # how an answer that is read as a stream says that its time is over: pyarrow keeps the words only
OUT_OF_MEMORY = "Out of Memory"


def fetch_parts(
    question: str, parameters: Mapping[str, object], stand_in: StandIn | None = None, part: RowPart = WHOLE
) -> Iterator[pa.Table]:
    """The rows that `fetch` gives, in the same order, `PART_ROWS` at a time; the first part has no rows, but the
    columns. FILE_SECONDS go on until the last part is taken: do nothing long between two.

    *Raises* PublishedDataError as `fetch` does; what was taken before counts only where the last part was taken too.
    """
    sql = load_question(question)
    named = {name: plain_value(parameters[name]) for name in set(PARAMETER.findall(sql))}
    with (
        asking(build_in_use(), stand_in or NOBODY, is_patient=True) as cursor,
        relation_of(cursor, sql, named, part).to_arrow_reader(PART_ROWS) as reader,
    ):
        yield reader.schema.empty_table()
        while (rows := next_rows(reader)) is not None:
            yield pa.Table.from_batches([rows])


def plain_value(value: object) -> object:
    """A value as DuckDB binds it: several are a list."""
    return list(value) if isinstance(value, tuple | set) else value


def next_rows(reader: pa.RecordBatchReader) -> pa.RecordBatch | None:
    """The next rows of an answer, None behind the last. Raises duckdb.Error as a whole answer would."""
    try:
        return reader.read_next_batch()
    except StopIteration:
        return None
    except OSError as error:
        if STOPPED in str(error):
            raise duckdb.InterruptException(str(error)) from error
        if OUT_OF_MEMORY in str(error):
            raise duckdb.OutOfMemoryException(str(error)) from error
        raise
