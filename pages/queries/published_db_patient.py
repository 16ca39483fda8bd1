"""Cursors of an opened build whose questions may take longer than those of a page: those that files are made from.

Input: the connection of a build, before its settings are locked. Output: a cursor for a while, one of few. Side of the
pages. DuckDB keeps such a setting by connection: cursors that are made of these, or of the build, have the short limit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import duckdb

FILE_SECONDS = 120  # of the question behind a file; on a machine of its own a million rows take some three
AT_ONCE = 2


class PatientCursors:
    """The patient cursors of one build; who asks when all are taken waits for one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        for _ in range(AT_ONCE):
            cursor = connection.cursor()
            cursor.execute(f"set session max_execution_time = {FILE_SECONDS * 1000}")
            self._free.put(cursor)

    @contextmanager
    def one(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor, given back when the block ends."""
        cursor = self._free.get()
        try:
            yield cursor
        finally:
            self._free.put(cursor)
