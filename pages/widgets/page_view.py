"""The picture of the original's page with the chosen value framed, and the choosers of page and size.

Input: a printed field, and what `form_pages.sql` and `field_boxes.sql` say of it. Output: an HTML view that opens at
the frame. Side of the pages. The picture comes from the build; the app never opens an original.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.queries.page_picture import load_page_picture
from pages.queries.published_db import build_in_use, fetch_rows
from pages.widgets.printed_form import CellAddress, address_title
from pages.wording.harmless_text import html_text

NEAR, WHOLE = "放大", "整页"
PRINT_SIZE = 0.8  # of the picture's own size: the print of a form is then as large as the interface's own
FRAME_SHARE = 0.92  # of the view's width: a wide cell is not zoomed beyond it
FRAME_MARGIN = 0.004  # of the page: the frame stands around the cell, not on its rulings
NO_PICTURE = "这一页没有页面图，位置请看下面的原文文字。"

Row = Mapping[str, Any]


def show_page_picture(address: CellAddress, field: Row, file_name: str) -> None:
    """Show the page with the value framed; nothing where the original has no drawn pages."""
    boxes = fetch_rows("field_boxes", {"id": field["project_id"], **address_parameters(address)})
    if not boxes:
        return
    pages = {page["page_no"]: page for page in fetch_rows("form_pages", {"id": field["project_id"]})}
    page_no, is_near = choose_view(list(pages), address, boxes)
    page = pages[page_no]
    picture = load_page_picture(build_in_use(), page["picture_sha256"])
    if picture is None:
        st.caption(NO_PICTURE)
        return
    inside = [box for box in boxes if box["page_no"] == page_no]
    shown_text = " ".join(str(field["printed_text"]).split())
    what = f"框内为“{address_title(address)}”：{shown_text}" if inside else f"“{address_title(address)}”不在这一页"
    st.html(page_html(picture, page, inside, f"{file_name} 第 {page_no} 页的图像，{what}", is_near=is_near))


def address_parameters(address: CellAddress) -> dict[str, object]:
    """The address as parameters of a question."""
    return {"section": address.section, "row": address.row_no, "field": address.field_name}


def choose_view(page_numbers: Sequence[int], address: CellAddress, boxes: Sequence[Row]) -> tuple[int, bool]:
    """The chosen page, at first the one on which the value begins, and whether to go near; anew for every cell."""
    cell = f"{address.section}_{address.row_no}_{address.field_name}"
    framed = {box["page_no"] for box in boxes}
    first = boxes[0]["page_no"]
    with st.container(horizontal=True, vertical_alignment="center", key="page_view_choice"):
        size = st.segmented_control(
            "页面图大小", [NEAR, WHOLE], default=NEAR, required=True, key="page_view_size", label_visibility="collapsed"
        )
        if len(page_numbers) == 1:
            return first, size == NEAR
        page_no = st.selectbox(
            "页",
            page_numbers,
            index=page_numbers.index(first),
            format_func=lambda number: f"第 {number} 页{'（有框）' if number in framed else ''}",
            key=f"page_view_{cell}",
            label_visibility="collapsed",
            width=150,
        )
    return page_no, size == NEAR


def page_html(picture: bytes, page: Row, boxes: Sequence[Row], description: str, *, is_near: bool) -> str:
    """The page with frames; near, it is wider than the view, which opens at the first frame and can be scrolled."""
    widest = f"min({FRAME_SHARE / width_of(boxes[0]):.2%}, {page['width_pixels'] * PRINT_SIZE:.0f}px)" if boxes else ""
    width = f"max(100%, {widest})" if is_near and boxes else "100%"
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    frames = "".join(f'<span class="frame" style="{frame_style(box)}"></span>' for box in boxes)
    return (
        f'<div class="page-view {"near" if is_near else "whole"}" tabindex="0" data-testid="page-view">'
        f'<div class="sheet" style="width:{width};aspect-ratio:{page["width_pixels"]}/{page["height_pixels"]}">'
        f'<img src="{source}" alt="{html_text(description)}">{frames}</div></div>'
    )


def width_of(box: Row) -> float:
    """The share of the page's width that a frame takes."""
    return float(box["box_right"] - box["box_left"]) + 2 * FRAME_MARGIN


def frame_style(box: Row) -> str:
    """Where a frame stands on its sheet."""
    left, top = max(box["box_left"] - FRAME_MARGIN, 0.0), max(box["box_top"] - FRAME_MARGIN, 0.0)
    right, bottom = min(box["box_right"] + FRAME_MARGIN, 1.0), min(box["box_bottom"] + FRAME_MARGIN, 1.0)
    return f"left:{left:.3%};top:{top:.3%};width:{right - left:.3%};height:{bottom - top:.3%}"
