"""The rows of a file, part by part: those of a table that is there, or of one that is too long to be held.

Input: a presented table, or the parts of one (Chinese headers, see presented_table.py). Output: `FileRows`, which every
format is written from. Side of the pages; no streamlit here.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from pages.widgets.presented_table import column_decimals, number_columns, smallest_size, table_decimals

PART_ROWS = 50_000  # of so many rows are the texts of a file made at a time: some 50 MB


@dataclass(frozen=True, slots=True)
class FileRows:
    """Rows that can be read more than once: columns, how many, the decimals that each column of numbers shows, and the
    parts."""

    schema: pa.Schema
    row_count: int
    decimals: Mapping[str, int]
    parts: Callable[[], Iterator[pa.Table]]

    def told(self, tell: Callable[[int], None]) -> "FileRows":
        """The same rows; `tell` hears how many were handed over so far, each time that the next part is asked for."""

        def told_parts() -> Iterator[pa.Table]:
            done = 0
            for part in self.parts():
                yield part
                done += part.num_rows
                tell(done)

        return replace(self, parts=told_parts)


def rows_of(table: pa.Table) -> FileRows:
    """The rows of a table that is there."""

    def parts() -> Iterator[pa.Table]:
        for start in range(0, table.num_rows, PART_ROWS):
            yield table.slice(start, PART_ROWS)

    return FileRows(table.schema, table.num_rows, table_decimals(table), parts)


def spooled_rows(parts: Iterable[pa.Table], tell: Callable[[int], None] = lambda row_count: None) -> FileRows:
    """The rows of all parts, at least one, kept in a file without a name: on disk they cost no memory, and the question
    that gave them is over before the long work begins. `tell` hears how many there are so far."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed, and so gone, when nobody can read the rows any more
    smallest: dict[str, float] = {}
    writer, row_count = None, 0
    for part in parts:
        if writer is None:
            schema = part.schema
            writer = pa.ipc.new_stream(spool, schema)
        writer.write_table(part.cast(schema))
        for name in number_columns(schema):
            size = smallest_size(part[name])
            if size is not None:
                smallest[name] = min(size, smallest.get(name, size))
        row_count += part.num_rows
        tell(row_count)
    if writer is None:
        raise ValueError("no part, so no columns")
    writer.close()

    def kept_parts() -> Iterator[pa.Table]:
        spool.seek(0)
        for batch in pa.ipc.open_stream(spool):
            if batch.num_rows:
                yield pa.Table.from_batches([batch])

    decimals = column_decimals({name: smallest.get(name) for name in number_columns(schema)})
    return FileRows(schema, row_count, decimals, kept_parts)
