"""Files of very many rows: made while a bar tells how far it is, then offered; any other click stops the work.

Input: a table too long to be written while a button is pressed. Output: a button that makes the file, and the download
button in its place when it is there. Side of the pages.
"""

from collections.abc import Callable
from functools import partial

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.queries.build_folder import PublishedDataError
from pages.widgets.access_log import turn_to_make
from pages.widgets.file_rows import FileRows, rows_of, spooled_rows
from pages.widgets.kept_file import DiskFullError, KeptFile
from pages.widgets.row_pages import LaterTable
from pages.widgets.table_files import TableFormat
from pages.widgets.table_origin import Origin
from pages.widgets.xlsx_file import TooLargeForExcelError

LONG_ROWS = 100_000  # a file of so many rows takes about a second
READING_SHARE = 0.4  # of the bar
MEBIBYTE = 1024 * 1024


def kept_or_made(
    kind: TableFormat, table: pa.Table | LaterTable, origin: Origin, name: str, key: str, place: DeltaGenerator
) -> KeptFile | None:
    """The file of that name where it was made before, else None and a button that makes it; a bar stands in `place`."""
    state = f"{key}_file"
    kept: tuple[str, KeptFile] | None = st.session_state.get(state)
    if kept and kept[0] == name:
        return kept[1]
    if kept:
        del st.session_state[state]  # of other filters; the disk is free again
    label = f"生成 {kind.name}（{table.num_rows:,} 行）"
    if st.button(label, key=f"{key}_make"):
        bar = place.progress(0.0, "准备中……")
        try:
            with turn_to_make(partial(bar.progress, 0.0, "正在生成别人的文件，排队中……")):
                made = make_file(kind, table, origin, bar.progress)
        except (PublishedDataError, TooLargeForExcelError, DiskFullError) as error:
            place.error(str(error))
        else:
            st.session_state[state] = (name, made)
            st.rerun()
    return None


def make_file(
    kind: TableFormat, table: pa.Table | LaterTable, origin: Origin, tell: Callable[[float, str], object]
) -> KeptFile:
    """The file of all rows. Raises PublishedDataError, TooLargeForExcelError or DiskFullError."""
    total = max(table.num_rows, 1)

    def told(step: str, start: float, share: float, done: int) -> None:
        tell(min(start + share * done / total, 1.0), f"{step} {done:,} / {table.num_rows:,} 行……")

    rows: FileRows
    if isinstance(table, LaterTable):
        rows = spooled_rows(table.parts(), partial(told, "读出", 0.0, READING_SHARE))
    else:
        rows = rows_of(table)
    written = rows.told(partial(told, f"写入 {kind.name}", READING_SHARE, 1 - READING_SHARE))
    return KeptFile(lambda sink: kind.write(written, origin, sink))


def size_text(byte_count: int) -> str:
    """The size of a file in words."""
    return f"{byte_count / MEBIBYTE:,.1f} MB"
