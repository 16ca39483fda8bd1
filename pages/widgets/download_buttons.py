"""Three buttons that hand over a table as CSV, XLSX and Parquet, under the keys `download_csv`, `…_xlsx`, `…_parquet`.

Input: the presented table that is on the screen. Output: files made when a button is pressed. Side of the pages.
"""

from collections.abc import Mapping
from functools import partial

import pyarrow as pa
import streamlit as st

from pages.queries.published_db import build_in_use, fetch_rows
from pages.widgets.filter_bar import chosen_filters_text
from pages.widgets.record_table import FILE_ONLY_LABELS
from pages.widgets.table_files import Origin, csv_bytes, file_name, parquet_bytes, xlsx_bytes

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_XLSX_ROWS = 50_000  # about four seconds of work; more is for CSV or Parquet
CSV_NOTE = "CSV 中像公式的文字前加了半角单引号"


def show_download_buttons(
    presented: pa.Table,
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
    origin = Origin(page_title, chosen, build_in_use().name, build_id, notes or {})
    too_long = presented.num_rows > MOST_XLSX_ROWS
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            "下载 CSV",
            partial(csv_bytes, presented),
            file_name=file_name(presented, origin, "csv"),
            mime="text/csv",
            key=f"{key_prefix}_csv",
            on_click="ignore",
        )
        st.download_button(
            "下载 Excel",
            partial(xlsx_bytes, presented, origin),
            file_name=file_name(presented, origin, "xlsx"),
            mime=XLSX_TYPE,
            key=f"{key_prefix}_xlsx",
            on_click="ignore",
            disabled=too_long,
        )
        st.download_button(
            "下载 Parquet",
            partial(parquet_bytes, presented, origin),
            file_name=file_name(presented, origin, "parquet"),
            mime="application/vnd.apache.parquet",
            key=f"{key_prefix}_parquet",
            on_click="ignore",
        )
        rows_note = f"共 {presented.num_rows:,} 行，与上表一致{only_in_files(presented)}；{CSV_NOTE}"
        st.caption(f"{rows_note}；超过 {MOST_XLSX_ROWS:,} 行不出 Excel" if too_long else rows_note)


def only_in_files(presented: pa.Table) -> str:
    """Which columns the files have besides those on the screen, for the line beside the buttons."""
    names = [header for header in FILE_ONLY_LABELS.values() if header in presented.column_names]
    return f"，文件末尾另有{'、'.join(names)}" if names else ""
