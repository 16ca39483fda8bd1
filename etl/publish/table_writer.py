"""Writes one table as Parquet: declared schema, total order, zstd, page checksums, column meanings inside.

Input: the stored rows of a table. Output: a file and its fingerprints. Stage `publish`. The data pages are
fingerprinted as they are written; the footer, which names the build, comes last, because the build's name rests on
all data pages.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.publish.build_record import TableFile, file_name
from etl.schema.declared_schema import Table
from etl.schema.stored_tables import count_keys, in_order, sql_types

ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "double": pa.float64(),
    "date": pa.date32(),
    "money": pa.decimal128(18, 2),
    "points": pa.decimal128(9, 4),
    "point_sum": pa.decimal128(18, 4),
}
SOUGHT = "project_id"
SOUGHT_FROM_ROWS = 100_000  # smaller tables are a row group, or few, and read whole
BATCH_ROWS = 20_480
SOUGHT_VALUES = 16_384  # of a row group; with more of them, more filters say perhaps


class SchemaMismatchError(Exception):
    """A stored table has other columns or types than it declares."""


class HashingFile:
    """A file that fingerprints what is written to it, so that nothing is read a second time."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._digest = hashlib.sha256()
        self.byte_count = 0
        self.closed = False

    def write(self, piece: bytes) -> int:
        """Write a piece and return its length; an abandoned file swallows it."""
        if self.closed:
            return len(piece)
        self._digest.update(piece)
        self.byte_count += len(piece)
        return self._file.write(piece)

    def tell(self) -> int:
        """The position, which is the number of bytes written."""
        return self.byte_count

    def flush(self) -> None:
        """Hand buffered bytes to the operating system."""
        if not self.closed:
            self._file.flush()

    def sha256(self) -> str:
        """The fingerprint of the bytes written so far."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Make the content durable and close the file; further calls do nothing."""
        if not self.closed:
            self.closed = True
            with self._file:
                self._file.flush()
                os.fsync(self._file.fileno())

    def abandon(self) -> None:
        """Close the file without a word about its content; a full disk may refuse even what was buffered."""
        self.closed = True
        with suppress(OSError):
            self._file.close()


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table; each column carries its label, unit and meaning, the table its title and grain."""
    columns = [
        pa.field(
            column.name,
            ARROW_TYPES[column.type],
            metadata={"label": column.label, "unit": column.unit, "meaning": column.meaning},
        )
        for column in table.columns
    ]
    return pa.schema(columns, metadata={"title": table.title, "grain": table.grain})


def open_parquet(file: "HashingFile | Path", table: Table, row_count: int) -> pq.ParquetWriter:
    """A Parquet file of the declared schema, to be given so many rows of a table in their total order.

    In a large table whose order does not tell where a form stands, a Bloom filter of each row group does.
    """
    schema = arrow_schema(table)
    is_looked_up = SOUGHT in schema.names and table.sort[0] != SOUGHT and row_count > SOUGHT_FROM_ROWS
    return pq.ParquetWriter(
        file,
        schema,
        compression="zstd",
        write_page_checksum=True,
        write_page_index=True,
        use_dictionary=[name for name in schema.names if name not in table.rising],
        column_encoding=dict.fromkeys(table.rising, "DELTA_BINARY_PACKED") or None,
        bloom_filter_options={SOUGHT: {"ndv": SOUGHT_VALUES, "fpp": 0.05}} if is_looked_up else None,
        sorting_columns=[pq.SortingColumn(schema.get_field_index(name), nulls_first=False) for name in table.sort],
    )


class TableWriter:
    """One table on its way to disk: data pages on creation, the footer with `finish`."""

    def __init__(self, folder: Path, table: Table, rows: duckdb.DuckDBPyRelation, row_group_rows: int) -> None:
        """Write the data pages, a row group at a time. Raises SchemaMismatchError when the rows are not of the declared
        columns and types, OSError on a full disk.
        """
        found, declared = dict(zip(rows.columns, map(str, rows.types), strict=True)), sql_types(table)
        if list(found.items()) != list(declared.items()):
            raise SchemaMismatchError(f"{table.name} 与 tables.toml 不一致：{differences(found, declared)}")
        self._row_count, self._key_count = count_keys(rows, table)
        self._file = HashingFile(folder / file_name(table.name))
        self._writer = open_parquet(self._file, table, self._row_count)
        schema = arrow_schema(table)
        try:
            ordered = in_order(rows, table).to_arrow_reader(BATCH_ROWS) if self._row_count else ()
            for group in row_groups(ordered, row_group_rows):
                self._writer.write_table(group.cast(schema), row_group_size=row_group_rows)
            if not self._row_count:
                self._writer.write_table(pa.Table.from_batches([], schema))  # `empty_table` would load pandas
        except OSError:
            self.abandon()
            raise
        self.content_sha256 = self._file.sha256()

    def finish(self, build_id: str) -> TableFile:
        """Write the footer with the build's name, make the file durable and return its fingerprints."""
        self._writer.add_key_value_metadata({"build_id": build_id})
        self._writer.close()
        self._file.close()
        return TableFile(
            row_count=self._row_count,
            key_count=self._key_count,
            byte_count=self._file.byte_count,
            sha256=self._file.sha256(),
            content_sha256=self.content_sha256,
        )

    def abandon(self) -> None:
        """Close a file that will be thrown away; one that is finished stays as it is."""
        self._file.abandon()
        self._writer.close()


def row_groups(batches: Iterable[pa.RecordBatch], row_group_rows: int) -> Iterator[pa.Table]:
    """The rows of batches of any size as tables of so many rows, the last of what is left."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        while sum(one.num_rows for one in waiting) >= row_group_rows:
            gathered = pa.Table.from_batches(waiting)
            yield gathered.slice(0, row_group_rows)
            waiting = gathered.slice(row_group_rows).to_batches()
    if waiting:
        yield pa.Table.from_batches(waiting)


def differences(found: Mapping[str, str], declared: Mapping[str, str]) -> str:
    """Which columns of a table are missing, too many or of another type, or that only their order differs."""
    parts = [f"缺 {name}" for name in declared if name not in found]
    parts += [f"多 {name}" for name in found if name not in declared]
    changed = [name for name, kind in declared.items() if name in found and found[name] != kind]
    parts += [f"{name} 为 {found[name]}，应为 {declared[name]}" for name in changed]
    return "；".join(parts) or "列的次序不同"
