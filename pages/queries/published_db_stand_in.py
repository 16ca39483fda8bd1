"""Tables that stand in for those of a build while a question is asked, or beside them.

Output: a `StandIn`, which the cursor of the question sees. Side of the pages.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class StandIn:
    """Tables that a question sees in place of those of the build, or beside them, and `views` by name, each the text of
    a question over such tables; equal names mean equal tables. A view of the name of a table of the build reads that as
    memory.main.<name>."""

    name: tuple[object, ...]
    tables: Mapping[str, pa.Table] = field(compare=False)
    views: Mapping[str, str] = field(default_factory=dict, compare=False)

    @contextmanager
    def seen_by(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Let a cursor see them, and no other, before a table of the build of the same name."""
        for name, rows in self.tables.items():
            cursor.register(name, rows)
        for name, question in self.views.items():
            cursor.execute(f"create temp view {name} as {question}")
        try:
            yield
        finally:
            for name in self.views:
                cursor.execute(f"drop view temp.{name}")
            for name in self.tables:
                cursor.unregister(name)


NOBODY = StandIn((), {})
