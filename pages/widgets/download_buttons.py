"""Three buttons that hand over a table as CSV, XLSX and Parquet, under the keys `download_csv`, `…_xlsx`, `…_parquet`.

Input: the presented table that is on the screen. Output: files made when a button is pressed; those of very many rows
are made first (long_files.py). Side of the pages.
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import takewhile

import pyarrow as pa
import streamlit as st

from pages.queries.published_db import build_in_use, fetch_rows
from pages.widgets.access_log import Download, with_record
from pages.widgets.build_stamp import build_notice
from pages.widgets.filter_bar import chosen_filters_text
from pages.widgets.kept_file import KeptFile
from pages.widgets.login_gate import current_subject
from pages.widgets.long_files import LONG_ROWS, kept_or_made, size_text
from pages.widgets.record_table import FILE_ONLY_LABELS
from pages.widgets.row_pages import LaterTable
from pages.widgets.table_files import FORMATS, TableFormat, file_bytes
from pages.widgets.table_origin import Origin, file_stem, marked_stem
from pages.wording.harmless_text import visible_text

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
    what a reader of the file must know besides (rows left out and why). Nothing is offered where there is no row."""
    if not presented.num_rows:
        return
    build_id = str(fetch_rows("build_facts")[0]["build_id"])
    chosen = {**chosen_filters_text(), **(choices or {})}
    origin = Origin(page_title, chosen, build_in_use().name, build_id, notes or {}, build_notice())
    is_later = isinstance(presented, LaterTable)
    stem = marked_stem(origin, presented.fingerprint) if is_later else file_stem(presented, origin)
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    place = st.empty()
    with row:
        for kind in FORMATS:
            name, key = f"{stem}.{kind.ending}", f"{key_prefix}_{kind.ending}"
            taken = requested_file(page_title, chosen, presented.num_rows, name)
            if LONG_ROWS < presented.num_rows <= kind.most_rows:
                if kept := kept_or_made(kind, presented, origin, name, key, place):
                    label = f"下载 {kind.name}（{size_text(kept.byte_count)}）"
                    offer_file(label, partial(handed, kept), taken, mime=kind.mime, key=key)
            else:
                is_too_long = presented.num_rows > kind.most_rows
                make = partial(made_file, kind, presented, origin)
                offer_file(f"下载 {kind.name}", make, taken, mime=kind.mime, key=key, disabled=is_too_long)
        same = "上表各页的全部行" if is_later else "与上表一致"
        rows_note = f"共 {presented.num_rows:,} 行，{same}{only_in_files(presented)}；{CSV_NOTE}"
        st.caption(rows_note + too_many_rows_note(presented.num_rows))


def handed(kept: KeptFile) -> KeptFile:
    """The file that was made before; it stays on the disk as long as its button is there."""
    return kept


def made_file(kind: TableFormat, presented: pa.Table | LaterTable, origin: Origin) -> bytes:
    """A file of all rows, those that are not on the screen loaded for it."""
    return file_bytes(kind, presented.load() if isinstance(presented, LaterTable) else presented, origin)


def too_many_rows_note(row_count: int) -> str:
    """Which files cannot be had of so many rows, and what to do, for the line beside the buttons."""
    too_short = [kind for kind in FORMATS if row_count > kind.most_rows]
    if not too_short:
        return ""
    if len(too_short) == len(FORMATS):
        return f"；一次最多下载 {max(kind.most_rows for kind in FORMATS):,} 行，请先缩小筛选范围"
    (kind,) = too_short
    others = " 或 ".join(other.name for other in FORMATS if other not in too_short)
    return f"；一张 {kind.name} 工作表最多 {kind.most_rows:,} 行数据，放不下，请下载 {others}，或先缩小筛选范围"


def requested_file(page_title: str, filters: Mapping[str, str], row_count: int, name: str) -> Download:
    """What the record says of a file of the build in use, asked for by whoever is logged in."""
    chosen = {visible_text(title): visible_text(text) for title, text in filters.items()}
    return Download(current_subject(), page_title, build_in_use().name, chosen, row_count, name)


def offer_file(
    label: str, make: Callable[[], bytes | KeptFile], taken: Download, *, mime: str, key: str, disabled: bool = False
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
    """Which columns the files have besides those on the screen, for the line beside the buttons: they stand last."""
    last = takewhile(lambda header: header in FILE_ONLY_LABELS.values(), reversed(presented.column_names))
    names = "、".join(reversed(list(last)))
    return f"，文件末尾另有{names}" if names else ""
