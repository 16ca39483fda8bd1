"""The main table of a page, with the way to the form of each row.

Input: an answer of `fetch`. Output: the table on the screen (key `table_main`), and the presented table for the
downloads. Side of the pages.

On a page:
    presented = show_record_table(rows, ["division_label", "project_name", "executed_yuan"], section="fund")
    show_download_buttons(presented, "预算执行率")
Rows that have a `project_id` get a button 打开 and can be picked; both lead to 项目详情, there to `row_no` if given,
with a `field_name` to that cell, or to the line of the original that a `shown_line_no` names.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypedDict, Unpack

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.widgets.filter_bar import filter_link
from pages.widgets.presented_table import browser_numbers, column_headers, present_table, table_decimals
from pages.wording.harmless_text import markdown_text

FILE_ONLY_LABELS: Mapping[str, str] = {
    "project_id": "项目表编号",
    "row_no": "行次",
    "document_label": "原件",
    "line_no": "原件行号",
}
"""Columns that files have behind those of the screen, so that every row can be traced to its form and original."""
ADDRESS_COLUMNS = ("project_id", "section_code", "row_no", "field_name", "shown_line_no")
OPEN_HEADER = "项目表"
OPEN_LABEL = "打开"
DENSE_ROWS, LONG_ROWS = (30, 16), (64, 10)
"""Pixels of a row, and how many are shown at once (more scroll inside the table): texts of three lines need more."""
HEADER_PIXELS = 34
YEAR_PIXELS = 58
OWN_PIXELS = {
    "project_name": 190, "main_reasons_text": 300, "deviation_reason_text": 320, "rule_id": 100,
    "rule_title": 210, "formula_text": 220, "audited_text": 220, "project_names": 220,
}  # fmt: skip
NUMBER_PIXELS = (64, 190)
CHARACTER_PIXELS, DIGIT_PIXELS, PADDING_PIXELS = 12, 8, 18
TEXT_PIXELS = {24: 170, 60: 320}  # the most that a column of so long texts gets; longer ones get the widest
WIDEST_PIXELS = 470


class TableOptions(TypedDict, total=False):
    """How a table is shown besides its columns.

    *Shape*: `section` (fund, indicator, …) tells to which block of the form a `row_no` belongs; a column `section_code`
    of the rows tells it row by row. `labels` heads columns that `meta_field` does not know. `description` is what a
    screen reader says. `on_pick` is told the picked row in place of opening its form; the button opens it all the same.
    `file_columns` are those that only files have. `has_long_texts` gives every row room for three lines.
    """

    labels: Mapping[str, str] | None
    section: str | None
    description: str
    on_pick: Callable[[Mapping[str, Any]], None] | None
    file_columns: Sequence[str]
    has_long_texts: bool


def show_record_table(
    rows: pa.Table, columns: Sequence[str], *, key: str = "table_main", **options: Unpack[TableOptions]
) -> pa.Table:
    """Show the rows under Chinese headers and return them so presented, for `show_download_buttons`; a sentence where
    there are none.

    The returned table has the columns of the screen and, after them, `file_columns` and those of `FILE_ONLY_LABELS`
    that the rows have: they lead a row of a file back to its place and would only crowd the screen.

    *Shape*: `columns` in the order of the screen; `project_id` and `row_no` need not be among them to make rows lead to
    their form.
    """
    labels, description = options.get("labels"), options.get("description", "明细表")
    if rows.num_rows:
        show_grid(rows, columns, key, options)
    else:
        st.info(markdown_text(f"{description}：没有可列的行。"))
    return presented_rows(rows, columns, labels, options.get("file_columns", ()))


def show_grid(rows: pa.Table, columns: Sequence[str], key: str, options: TableOptions) -> None:
    """The table on the screen."""
    labels, on_pick = options.get("labels"), options.get("on_pick")
    on_screen = present_table(rows, columns, labels)
    decimals = table_decimals(on_screen)
    screen = pa.table({name: screen_column(on_screen[name], decimals.get(name)) for name in on_screen.column_names})
    config = screen_columns(screen, column_headers(columns, labels), decimals)
    leads_to_form = "project_id" in rows.column_names
    open_row = partial(open_form, form_addresses(rows, options.get("section")) if leads_to_form else [], key)
    if leads_to_form:
        screen = screen.append_column(OPEN_HEADER, pa.array([OPEN_LABEL] * rows.num_rows, pa.string()))
        config[OPEN_HEADER] = st.column_config.ButtonColumn(
            OPEN_HEADER, width=60, type="tertiary", key=f"{key}_open", on_click=open_row, pinned=True
        )
    pick_row = open_row if on_pick is None else partial(tell_picked, rows, key, on_pick)
    picking: dict[str, Any] = {"on_select": pick_row, "selection_mode": "single-row"} if leads_to_form else {}
    pixels, most_rows = LONG_ROWS if options.get("has_long_texts") else DENSE_ROWS
    st.dataframe(
        screen,
        key=key,
        hide_index=True,
        column_order=[OPEN_HEADER, *on_screen.column_names] if leads_to_form else None,
        column_config=config,
        row_height=pixels,
        height=HEADER_PIXELS + pixels * min(rows.num_rows, most_rows),
        placeholder="—",
        alt=options.get("description", "明细表"),
        **picking,
    )


def presented_rows(
    rows: pa.Table, columns: Sequence[str], labels: Mapping[str, str] | None, file_columns: Sequence[str] = ()
) -> pa.Table:
    """The rows as files hold them: the columns of the screen, then those that lead a row back to its place."""
    told = [*columns, *file_columns]
    file_only = [name for name in FILE_ONLY_LABELS if name in rows.column_names and name not in told]
    headed = {name: FILE_ONLY_LABELS[name] for name in file_only} | dict(labels or {})
    return present_table(rows, [*told, *file_only], headed)


def form_addresses(rows: pa.Table, section: str | None) -> list[dict[str, str]]:
    """The query parameters of 项目详情 for every row, in row order."""
    names = [name for name in ADDRESS_COLUMNS if name in rows.column_names]
    addresses = []
    for row in rows.select(names).to_pylist():
        address = {"id": str(row["project_id"])}
        block = row.get("section_code") or section
        if block is not None and row.get("field_name") is not None:
            address |= {"section": str(block), "field": str(row["field_name"])}
        if block is not None and row.get("row_no") is not None:
            address |= {"section": str(block), "row": str(row["row_no"])}
        if row.get("shown_line_no") is not None:
            address["line"] = str(row["shown_line_no"])
        addresses.append(address)
    return addresses


def tell_picked(rows: pa.Table, key: str, on_pick: Callable[[Mapping[str, Any]], None]) -> None:
    """Tell which row was picked (callback of the table); picking it again clears the mark and tells nothing."""
    for row in st.session_state[key].selection.rows[:1]:
        on_pick(rows.slice(row, 1).to_pylist()[0])


def open_form(addresses: list[dict[str, str]], key: str) -> None:
    """Go to the form of the row whose button was pressed or that was picked (callback of the table)."""
    pressed = st.session_state.get(f"{key}_open")
    picked = st.session_state[key].selection.rows
    row = pressed["row"] if pressed else picked[0] if picked else None
    if row is not None:
        st.switch_page("pages/project.py", query_params=[*filter_link(), *addresses[row].items()])


def screen_column(values: pa.ChunkedArray, decimals: int | None) -> Any:
    """A column as the browser's table sorts and rounds it rightly: decimals become doubles, for the screen only."""
    return values if decimals is None else browser_numbers(values, decimals)


def screen_columns(screen: pa.Table, headers: Mapping[str, str], decimals: Mapping[str, int]) -> dict[str, Any]:
    """The column settings by header: separators and decimals for amounts, rates and points; years plain."""
    names = {header: name for name, header in headers.items()}
    config: dict[str, Any] = {}
    for header in screen.column_names:
        values, name = screen[header], names[header]
        if pa.types.is_floating(values.type):
            count = decimals[header]
            config[header] = st.column_config.NumberColumn(
                header, format=f"%,.{count}f", width=number_pixels(header, values, count)
            )
        elif pa.types.is_integer(values.type):
            is_count = name.endswith("_count") or name.startswith("finding_count")
            config[header] = st.column_config.NumberColumn(
                header,
                format="%,d" if is_count else "%d",
                width=YEAR_PIXELS if name == "fiscal_year" else number_pixels(header, values, 0),
            )
        elif pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
            is_name = name == "project_name"
            width = OWN_PIXELS.get(name) or text_pixels(header, values)
            config[header] = st.column_config.TextColumn(header, width=width, pinned=is_name or None)
    return config


def text_pixels(header: str, values: pa.ChunkedArray) -> int:
    """The width of a text column by its header and its longest text."""
    longest = max(pc.max(pc.utf8_length(values)).as_py() or 0, len(header))
    most = next((pixels for characters, pixels in TEXT_PIXELS.items() if longest <= characters), WIDEST_PIXELS)
    return min((CHARACTER_PIXELS + 1) * longest + PADDING_PIXELS, most)


def number_pixels(header: str, values: pa.ChunkedArray, decimals: int) -> int:
    """The width of a column of amounts or rates by its header and its longest number, within bounds."""
    narrowest, widest = NUMBER_PIXELS
    ends = [end for end in pc.min_max(values).as_py().values() if end is not None]
    digits = max((len(f"{end:,.{decimals}f}") for end in ends), default=0)
    needed = max(CHARACTER_PIXELS * len(header), DIGIT_PIXELS * digits) + PADDING_PIXELS
    return min(max(needed, narrowest), widest)
