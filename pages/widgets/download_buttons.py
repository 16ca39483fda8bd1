"""Three buttons that hand over a table as CSV, XLSX and Parquet, under the keys `download_csv`, `…_xlsx`, `…_parquet`.

Input: the presented table that is on the screen. Output: files made when a button is pressed. Side of the pages.
"""

from collections.abc import Callable, Mapping
from functools import partial

import pyarrow as pa
import streamlit as st

from pages.queries.published_db import build_in_use, fetch_rows
from pages.widgets.access_log import Download, with_record
from pages.widgets.build_stamp import build_notice
from pages.widgets.filter_bar import chosen_filters_text
from pages.widgets.login_gate import current_subject
from pages.widgets.record_table import FILE_ONLY_LABELS
from pages.widgets.row_pages import LaterTable
from pages.widgets.table_files import Origin, csv_bytes, file_stem, marked_stem, parquet_bytes, xlsx_bytes
from pages.wording.harmless_text import visible_text

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_XLSX_ROWS = 50_000  # about four seconds of work; more is for CSV or Parquet
MOST_ROWS = 200_000  # of any file: some 60 MB of CSV, which the server holds while it is fetched
CSV_NOTE = "CSV 中像公式的文字前加了半角单引号"


def show_download_buttons(
    presented: pa.Table | LaterTable,
    page_title: str,
    *,
    choices: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    key_prefix: str = "download",
) -> None:
    """Offer exactly these rows as files. `choices` names what else narrowed the page, by title (search text); `notes`
    what a reader of the file must know besides (rows left out and why)."""
    build_id = str(fetch_rows("build_facts")[0]["build_id"])
    chosen = {**chosen_filters_text(), **(choices or {})}
    origin = Origin(page_title, chosen, build_in_use().name, build_id, notes or {}, build_notice())
    most_rows = {"csv": MOST_ROWS, "xlsx": MOST_XLSX_ROWS, "parquet": MOST_ROWS}
    files: list[tuple[str, str, Callable[[pa.Table], bytes], str]] = [
        ("下载 CSV", "csv", csv_bytes, "text/csv"),
        ("下载 Excel", "xlsx", partial(xlsx_bytes, origin=origin), XLSX_TYPE),
        ("下载 Parquet", "parquet", partial(parquet_bytes, origin=origin), "application/vnd.apache.parquet"),
    ]
    is_later = isinstance(presented, LaterTable)
    stem = marked_stem(origin, presented.fingerprint) if is_later else file_stem(presented, origin)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, ending, make, mime in files:
            offer_file(
                label,
                partial(made_file, presented, make),
                requested_file(page_title, chosen, presented.num_rows, f"{stem}.{ending}"),
                mime=mime,
                key=f"{key_prefix}_{ending}",
                disabled=presented.num_rows > most_rows[ending],
            )
        same = "上表各页的全部行" if is_later else "与上表一致"
        rows_note = f"共 {presented.num_rows:,} 行，{same}{only_in_files(presented)}；{CSV_NOTE}"
        st.caption(rows_note + too_many_rows_note(presented.num_rows))


def made_file(presented: pa.Table | LaterTable, make: Callable[[pa.Table], bytes]) -> bytes:
    """A file of all rows, those that are not on the screen loaded for it."""
    return make(presented.load() if isinstance(presented, LaterTable) else presented)


def too_many_rows_note(row_count: int) -> str:
    """Which files cannot be had of so many rows, and what to do, for the line beside the buttons."""
    if row_count > MOST_ROWS:
        return f"；一次最多下载 {MOST_ROWS:,} 行，请先缩小筛选范围"
    return f"；超过 {MOST_XLSX_ROWS:,} 行不出 Excel" if row_count > MOST_XLSX_ROWS else ""


def requested_file(page_title: str, filters: Mapping[str, str], row_count: int, name: str) -> Download:
    """What the record says of a file of the build in use, asked for by whoever is logged in."""
    chosen = {visible_text(title): visible_text(text) for title, text in filters.items()}
    return Download(current_subject(), page_title, build_in_use().name, chosen, row_count, name)


def offer_file(
    label: str, make: Callable[[], bytes], taken: Download, *, mime: str, key: str, disabled: bool = False
) -> None:
    """One button whose file is made, recorded and handed over when it is pressed."""
    st.download_button(
        label,
        with_record(taken, make),
        file_name=taken.file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        disabled=disabled,
    )


def only_in_files(presented: pa.Table | LaterTable) -> str:
    """Which columns the files have besides those on the screen, for the line beside the buttons."""
    names = [header for header in FILE_ONLY_LABELS.values() if header in presented.column_names]
    return f"，文件末尾另有{'、'.join(names)}" if names else ""
