"""The way back to the original: what was printed, where, what was repaired, the page framed, the text marked.

Input: a `PrintedForm`, the cell that the address names, and the lines of the original. Output: a chooser of cells and
an escaped HTML view. Side of the pages. Documents are hostile input: nothing of them reaches the page unescaped.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.queries.published_db import fetch_rows
from pages.widgets.ignored_choices import tell_left_out
from pages.widgets.kept_address import address_keys, address_value, put_in_address
from pages.widgets.page_view import show_page_picture
from pages.widgets.printed_form import CellAddress, PrintedForm, address_title
from pages.wording.harmless_text import html_text, markdown_text

LINES_AROUND = 5
CHOOSER_TEXT_CHARACTERS = 18
TRACE_KEYS = ("section", "row", "field")
LETTERS = 26  # of the names of columns
LINE_KEY, NUMBER_DIGITS = "line", 7  # a line of the original without a cell of its own, as a reading problem names it


def traced_cell(form: PrintedForm) -> CellAddress | None:
    """The cell that the address names by `section`, `row` and `field`; none where it names none that the form has."""
    row = short_number(address_value("row") or "")
    cell = form.find(address_value("section"), row, address_value("field"))
    if cell is None and any(key in address_keys() for key in TRACE_KEYS):
        tell_left_out("单元格（本表没有这一格）", "单元格")
    return cell


def short_number(text: str) -> int | None:
    """A number of the address; none for anything else, a longer one too (Python refuses thousands of digits)."""
    return int(text) if text.isdecimal() and len(text) <= NUMBER_DIGITS else None


def trace(address: CellAddress) -> None:
    """Put a cell into the address; the next run shows its source."""
    put_in_address("section", (address.section,))
    put_in_address("field", (address.field_name,))
    put_in_address("row", () if address.row_no is None else (str(address.row_no),))
    put_in_address(LINE_KEY, ())


def show_source_trail(form: PrintedForm, address: CellAddress | None, file_name: str, converted: str | None) -> None:
    """Show the source of a cell; `converted` is the value that it was understood as, with its unit."""
    choose_cell(form, address)
    line = short_number(address_value(LINE_KEY) or "")
    if line is None and LINE_KEY in address_keys():
        tell_left_out("原文行号（不是行号）", "原文行号")
    if address is None and line is not None and form.fields:
        told = f"{file_name} 第 {line} 行：这里有读取提示（没有归入字段的内容，或有疑问的值）。"
        st.caption(markdown_text(told))
        asked = {"line_no": line, "line_end_no": line, "char_start": None, "char_end": None}
        document_id = next(iter(form.fields.values()))["document_id"]
        st.html(source_html(lines_around(asked | {"document_id": document_id}), asked))
        return
    if address is None:
        st.caption("点选左边任何一格，或在上面选择，这里显示它在原文中的位置。")
        return
    field = form.fields[address]
    lines = [] if field["line_no"] is None else lines_around(field)
    sheet_rows = {line["line_no"]: line["sheet_row_no"] for line in lines}
    st.html(facts_html(address, field, file_name, converted, sheet_rows.get(field["line_no"])))
    if field["line_no"] is None:
        st.caption("表上没有印出这个值，原文中没有位置。")
        return
    show_page_picture(address, field, file_name)
    st.html(source_html(lines, field))


def lines_around(field: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of the original around a field."""
    first, last = field["line_no"] - LINES_AROUND, field["line_end_no"] + LINES_AROUND
    return fetch_rows("source_lines", {"document_id": field["document_id"], "first_line": first, "last_line": last})


def choose_cell(form: PrintedForm, address: CellAddress | None) -> None:
    """A list of all cells of the form, for the keyboard and for search."""
    st.session_state["traced"] = address

    def label(cell: CellAddress) -> str:
        text = " ".join(str(form.fields[cell]["printed_text"]).split())
        short = text if len(text) <= CHOOSER_TEXT_CHARACTERS else f"{text[:CHOOSER_TEXT_CHARACTERS]}…"
        return f"{address_title(cell)}：{short}"

    cells = [cell for section in ("form", "fund", "indicator", "sub_project") for cell in form.section_fields(section)]
    st.selectbox(
        "查哪一格的原文",
        cells,
        index=None,
        format_func=label,
        key="traced",
        placeholder="选择一格，可输入搜索",
        filter_mode="contains",
        on_change=trace_chosen,
    )


def trace_chosen() -> None:
    """Follow the list (its callback)."""
    chosen: CellAddress | None = st.session_state["traced"]
    if chosen is None:
        for key in TRACE_KEYS:
            put_in_address(key, ())
    else:
        trace(chosen)


def facts_html(
    address: CellAddress,
    field: Mapping[str, Any],
    file_name: str,
    converted: str | None,
    sheet_row_no: int | None = None,
) -> str:
    """What was printed, as what it was understood, where, and why it was changed."""
    facts = [("印出原文", str(field["printed_text"]))]
    if field["corrected_text"] is not None:
        facts.append(("更正为", field["corrected_text"]))
        facts.append(("更正理由", field["correction_reason_text"]))
        facts.append(("更正依据", field["correction_basis_text"]))
    if converted:
        facts.append(("换算为", converted))
    if field["line_no"] is not None:
        lines = f"第 {field['line_no']} 行"
        if field["line_end_no"] != field["line_no"]:
            lines = f"第 {field['line_no']}–{field['line_end_no']} 行"
        page = f"第 {field['page_no']} 页，" if field["page_no"] is not None else ""  # a text file has no pages
        cell = f"，第 {field['column_no']} 格" if field["column_no"] else ""
        if sheet_row_no is not None:  # as a spreadsheet program names the cell; the lines below count printed rows only
            page = f"第 {field['page_no']} 张工作表 {column_letters(field['column_no'])}{sheet_row_no}，下文"
        facts.append(("位置", f"{file_name}　{page}{lines}{cell}"))
    if field["is_inferred"]:
        facts.append(("推算", field["repair_reason_text"] or "表上没有印，由表内合计推出"))
    elif field["is_repaired"]:
        facts.append(("读取时修复", field["repair_reason_text"] or "移位或拼接后读出"))
    if field["is_ocr"]:
        facts.append(("OCR 识别", "文字由 OCR 从扫描件或图片上识别，可能有误，请对照原件"))
    rows = "".join(f"<tr><th>{html_text(title)}</th><td>{html_text(text)}</td></tr>" for title, text in facts)
    return f'<table class="facts"><caption>{html_text(address_title(address))}</caption>{rows}</table>'


def column_letters(column_no: int) -> str:
    """A column of a sheet as spreadsheet programs name it: 1 is A, 27 is AA."""
    letters = ""
    while column_no:
        column_no, rest = divmod(column_no - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def source_html(lines: list[dict[str, Any]], field: Mapping[str, Any]) -> str:
    """The lines with their numbers; those of the field stand out, its characters are marked."""
    shown = []
    for line in lines:
        number, text = line["line_no"], line["line_text"] or ""
        is_hit = field["line_no"] <= number <= field["line_end_no"]
        start, end = (field["char_start"], field["char_end"]) if number == field["line_no"] else (0, 0)
        is_marked = is_hit and start is not None and end is not None and 0 <= start < end
        body = (
            f"{line_html(text[:start])}<mark>{line_html(text[start:end])}</mark>{line_html(text[end:])}"
            if is_marked
            else line_html(text)
        )
        css = "line hit" if is_hit else "line"
        shown.append(f'<div class="{css}"><span class="number">{number}</span><span class="text">{body}</span></div>')
    return f'<div class="source" data-testid="source-lines">{"".join(shown)}</div>'


def line_html(text: str) -> str:
    """A piece of a line, escaped, with the borders of cells (tabs) made visible."""
    return html_text(text).replace("\t", '<span class="tab">┊</span>')
