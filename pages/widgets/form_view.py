"""A form on the page as a person knows it: head, funding, goals, indicators, each cell leading to its source.

Input: a `PrintedForm`. Output: tables and texts; picking a cell puts it into the address (see source_trail.py). Side of
the pages.
"""

from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.widgets.printed_form import (
    CORRECTED_MARK,
    INFERRED_MARK,
    OCR_MARK,
    REPAIRED_MARK,
    CellAddress,
    PrintedForm,
    field_title,
)
from pages.widgets.source_trail import trace
from pages.wording.harmless_text import markdown_text, visible_table, visible_text

ROW_PIXELS, HEADER_PIXELS = 30, 34
MOST_ROWS_SHOWN = 24
WIDTHS = {
    "栏目": 130, "一级指标": 78, "二级指标": 90, "三级指标": 160, "年度指标值": 96, "实际完成值": 96, "分值": 56,
    "得分": 56, "偏差原因及改进措施": 300, "资金行": 140, "印出内容": 420, "子项目": 300,
}  # fmt: skip
OTHER_WIDTH = 96
NUMBER_COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分", "金额")


def show_form(form: PrintedForm) -> None:
    """Write the whole form, block by block, in the order of the forms."""
    head = form.short_fields()
    table = pa.table(
        {
            "栏目": pa.array([field_title(address.field_name) for address in head], pa.string()),
            "印出内容": pa.array([form.shown_text(address) for address in head], pa.string()),
        }
    )
    show_cells("表头与总分", table, [[address, address] for address in head], "cells_form")
    unit = form.shown_text(form.find("form", None, "money_unit"))
    unit_note = f"金额单位：{unit}" if unit else "表上未印金额单位"
    for section, title in (("fund", f"项目资金（{unit_note}）"), ("sub_project", f"子项目（{unit_note}）")):
        cells_table, addresses = form.section_table(section)
        if cells_table.num_rows:
            show_cells(title, cells_table, addresses, f"cells_{section}")
    show_long_texts(form)
    cells_table, addresses = form.section_table("indicator")
    if cells_table.num_rows:
        show_cells("绩效指标", cells_table, addresses, "cells_indicator")
    if form.has_marks():
        st.caption(
            f"{REPAIRED_MARK.strip()} 读取时移位、拼接或改正；{INFERRED_MARK.strip()} 表上没有印，由表内合计推出；"
            f"{OCR_MARK.strip()} 由 OCR 从扫描件或图片上识别，可能有误；"
            f"{CORRECTED_MARK.strip()} 公布者的笔误，按声明的更正取值。"
        )


def show_cells(title: str, table: pa.Table, addresses: list[list[CellAddress | None]], key: str) -> None:
    """One block as a table whose cells can be picked."""
    st.markdown(f"**{markdown_text(title)}**　点选一格查原文")
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(
            name, width=WIDTHS.get(name, OTHER_WIDTH), alignment="right" if name in NUMBER_COLUMNS else None
        )
        for name in table.column_names
    }
    st.dataframe(
        visible_table(table),
        key=key,
        hide_index=True,
        column_config=columns,
        row_height=ROW_PIXELS,
        height=HEADER_PIXELS + ROW_PIXELS * min(table.num_rows, MOST_ROWS_SHOWN),
        placeholder="",
        alt=title,
        on_select=partial(trace_picked, key, table.column_names, addresses),
        selection_mode="single-cell",
    )


def trace_picked(key: str, names: list[str], addresses: list[list[CellAddress | None]]) -> None:
    """Follow a picked cell (callback of a table); a cell where nothing is printed leads nowhere."""
    for row, name in st.session_state[key].selection.cells[:1]:
        address = addresses[row][names.index(name)]
        if address is not None:
            trace(address)


def show_long_texts(form: PrintedForm) -> None:
    """The goals and reasons in full, each with a button to its source."""
    for address in form.long_fields():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{field_title(address.field_name)}**", width="content")
            st.button("查原文", key=f"trace_{address.field_name}", type="tertiary", on_click=trace, args=(address,))
        st.text(visible_text(form.shown_text(address) or ""))
