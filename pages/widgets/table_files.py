"""A presented table as a CSV, Excel or Parquet file, with what it was chosen by.

Input: rows under Chinese headers (see presented_table.py) and an `Origin`. Output: files, the same rows and columns in
the same order in all three. Side of the pages; no streamlit here: files are tested without a browser.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pages.widgets import xlsx_file
from pages.widgets.csv_file import write_csv
from pages.widgets.file_rows import FileRows, rows_of
from pages.widgets.table_origin import Origin
from pages.widgets.xlsx_file import write_xlsx

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 5_000_000  # of any file: some 1 GB of CSV on the server's disk while it is fetched


def write_parquet(rows: FileRows, origin: Origin, sink: BinaryIO) -> None:
    """Write Parquet (zstd) with page, filters and build in the file's metadata."""
    schema = rows.schema.with_metadata(dict(origin.lines(rows.row_count)))
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for part in rows.parts():
            writer.write_table(part.replace_schema_metadata(schema.metadata))


def write_plain(rows: FileRows, _origin: Origin, sink: BinaryIO) -> None:
    """Write CSV, which has no place for where it comes from but its name."""
    write_csv(rows, sink)


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A kind of file: its name to readers, its ending and media type, the rows that fit one, and how it is written."""

    name: str
    ending: str
    mime: str
    most_rows: int
    write: Callable[[FileRows, Origin, BinaryIO], None]


CSV = TableFormat("CSV", "csv", "text/csv", MOST_ROWS, write_plain)
EXCEL = TableFormat("Excel", "xlsx", XLSX_TYPE, xlsx_file.MOST_ROWS, write_xlsx)
PARQUET = TableFormat("Parquet", "parquet", "application/vnd.apache.parquet", MOST_ROWS, write_parquet)
FORMATS = (CSV, EXCEL, PARQUET)


def file_bytes(kind: TableFormat, table: pa.Table, origin: Origin) -> bytes:
    """A whole file in memory, for a table that is in memory."""
    sink = io.BytesIO()
    kind.write(rows_of(table), origin, sink)
    return sink.getvalue()
