"""One project as a reviewer's sheet: its self-evaluation filled in and locked, the reviewer's columns open and checked.

Input: a sampled project (`review_sample.sql`) and its indicators (`review_sheet_rows.sql`). Output: a worksheet. Side
of the pages; no streamlit here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pages.review.deviation_formula import DEFINITION, deviation_formula
from pages.review.sheet_layout import (
    DEVIATION,
    HEADERS,
    MOST_CHARACTERS,
    REMARK,
    REVIEW_COLUMNS,
    REVIEWED_ACTUAL,
    REVIEWED_SCORE,
    ROW_KEY,
    ROW_KEY_HEADER,
    row_key,
)
from pages.wording.harmless_text import visible_text

WIDTHS = (12, 12, 26, 9, 18, 9, 8, 18, 9, 18, 9, 9, 40)
HEADER_ROW = 4
LINE_POINTS, HIGHEST_ROW_POINTS = 16.5, 409.0
WEIGHT_COLUMN = HEADERS.index("权重")
FILLED_BY_REVIEWER = (REVIEWED_ACTUAL, REVIEWED_SCORE, REMARK)
HOW_TO_FILL = f"填写说明：只填“复核完成值”“复核得分”“备注”三栏，其余各栏已锁定；{DEFINITION}"
ACTUAL_HINT = "填核实后的数，如 98%、120；没有佐证材料的填“无佐证”。"
SCORE_HINT = "填 0 至权重之间的数；扣分理由写在备注。"
SCORE_REFUSED = "复核得分须是 0 至权重之间的数。"
LARGEST_SCORE = 100  # of an indicator whose weight is not printed
ALLOWED_WHILE_LOCKED = {"format_cells": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}


def make_styles(book: Workbook) -> dict[str, Format]:
    """The looks of cells; `open_…` are those that the reviewer fills."""
    cell = {"border": 1, "text_wrap": True, "valign": "top"}
    filled = cell | {"bg_color": "#FFF8E1", "locked": False}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"font_color": "#5A6472", "valign": "top"}),
        "rules": book.add_format({"font_color": "#5A6472", "valign": "top", "text_wrap": True}),
        "head": book.add_format(
            {"bold": True, "border": 1, "bg_color": "#EEF2F6", "text_wrap": True, "valign": "vcenter"}
        ),
        "text": book.add_format(cell | {"num_format": "@"}),
        "number": book.add_format({"border": 1, "valign": "top", "num_format": "#,##0.00"}),
        "points": book.add_format({"border": 1, "valign": "top", "num_format": "0.00##"}),
        "count": book.add_format({"border": 1, "valign": "top", "num_format": "0"}),
        "percent": book.add_format({"border": 1, "valign": "top", "num_format": "0.00%"}),
        "open_text": book.add_format(filled | {"num_format": "@"}),
        "open_points": book.add_format(filled | {"num_format": "0.00##"}),
    }


def write_project_sheet(
    sheet: Worksheet,
    heading: Sequence[str],
    form_findings: str | None,
    rows: Sequence[Mapping[str, Any]],
    styles: Mapping[str, Format],
) -> None:
    """One project in the reviewer's thirteen columns.

    `heading` are the lines above them, the title first; `form_findings` what the audit found that is of no one row.
    """
    for line, text in enumerate(heading):
        sheet.write_string(line, 0, visible_text(text), styles["title" if line == 0 else "note"])
    told = visible_text(f"{HOW_TO_FILL}\n整表问题：{form_findings}" if form_findings else HOW_TO_FILL)[:MOST_CHARACTERS]
    sheet.merge_range(HEADER_ROW - 1, 0, HEADER_ROW - 1, len(HEADERS) - 1, told, styles["rules"])
    sheet.set_row(HEADER_ROW - 1, min((2 + count_lines(told, sum(WIDTHS))) * LINE_POINTS, HIGHEST_ROW_POINTS))
    for column, header in enumerate(HEADERS):
        sheet.set_column(column, column, WIDTHS[column])
        sheet.write_string(HEADER_ROW, column, header, styles["head"])
    sheet.set_column(ROW_KEY, ROW_KEY, None, None, {"hidden": True})
    sheet.write_string(HEADER_ROW, ROW_KEY, ROW_KEY_HEADER)
    for line, row in enumerate(rows, start=HEADER_ROW + 1):
        write_indicator(sheet, line, row, styles)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.protect("", ALLOWED_WHILE_LOCKED)
    print_on_a4(sheet)
    sheet.print_area(0, 0, HEADER_ROW + len(rows), len(HEADERS) - 1)
    sheet.repeat_rows(HEADER_ROW)


def print_on_a4(sheet: Worksheet) -> None:
    """Print a sheet across, as wide as a page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def write_indicator(sheet: Worksheet, line: int, row: Mapping[str, Any], styles: Mapping[str, Format]) -> None:
    """One row: what the form says, room for the reviewer, 偏离度, and the key by which the row is known again."""
    sheet.set_row(line, row_points(row))
    for column, name in enumerate(REVIEW_COLUMNS.values()):
        if name is not None and column not in FILLED_BY_REVIEWER:
            write_value(sheet, line, column, row[name], styles)
    write_value(sheet, line, REMARK, row["finding_text"], styles, text_style="open_text")
    sheet.write_blank(line, REVIEWED_ACTUAL, None, styles["open_text"])
    sheet.write_blank(line, REVIEWED_SCORE, None, styles["open_points"])
    formula = deviation_formula(row, line + 1)
    if formula is None:
        sheet.write_blank(line, DEVIATION, None, styles["percent"])
    else:
        sheet.write_formula(line, DEVIATION, formula, styles["percent"], "")
    sheet.write_string(line, ROW_KEY, str(row_key(row)))
    sheet.data_validation(
        line,
        REVIEWED_ACTUAL,
        line,
        REVIEWED_ACTUAL,
        {"validate": "any", "input_title": "复核完成值", "input_message": ACTUAL_HINT},
    )
    sheet.data_validation(line, REVIEWED_SCORE, line, REVIEWED_SCORE, score_check(row, line))


def row_points(row: Mapping[str, Any]) -> float:
    """The height of a row that shows its longest text whole, as far as Excel allows."""
    lines = 1
    for width, name in zip(WIDTHS, REVIEW_COLUMNS.values(), strict=True):
        if name is not None and isinstance(row[name], str):
            lines = max(lines, count_lines(row[name], width))
    return min(lines * LINE_POINTS, HIGHEST_ROW_POINTS)


def count_lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width."""
    half_widths = sum(2 if ord(character) > 0x2E7F else 1 for character in text)
    return ceil(half_widths / (width - 1)) + text.count("\n")


def score_check(row: Mapping[str, Any], line: int) -> dict[str, Any]:
    """What Excel lets a reviewer enter as score: nothing below zero or above the weight that the same row shows."""
    weight = f"=${chr(ord('A') + WEIGHT_COLUMN)}{line + 1}"
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": LARGEST_SCORE if row["weight_points"] is None else weight,
        "input_title": "复核得分",
        "input_message": SCORE_HINT,
        "error_title": "复核得分",
        "error_message": SCORE_REFUSED,
    }


def write_value(
    sheet: Worksheet, row: int, column: int, value: object, styles: Mapping[str, Format], *, text_style: str = "text"
) -> None:
    """A cell by the type of its value: texts stay texts (=100% is a target, not a formula), an unknown is an empty
    cell."""
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), styles["points"])
    elif isinstance(value, float | int):
        sheet.write_number(row, column, float(value), styles["number"])
    elif value is None:
        sheet.write_blank(row, column, None, styles[text_style])
    else:
        sheet.write_string(row, column, visible_text(str(value))[:MOST_CHARACTERS], styles[text_style])
