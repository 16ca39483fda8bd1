"""Old Excel workbooks (.xls, and .et of WPS, which is the same format): visible sheets, merged ranges, shown numbers.

Input: the bytes of a workbook. Output: a CellGrid; the page number is the number of the sheet. Stage `readers`. xlrd
gives the number formats that calamine loses, and of the readers tried it never hung or aborted.
"""

import io
from itertools import pairwise
from typing import Any

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import GridBuilder
from etl.readers.number_format import GENERAL
from etl.readers.sheet_rows import SheetCells, add_sheet
from etl.readers.xlsx_reader import show_stored_number
from etl.records import CellGrid

MEDIA_TYPE = "application/vnd.ms-excel"


def read_xls(content: bytes) -> CellGrid:
    """The grid of an old workbook."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        sheets = [(sheet.name, sheet.visibility, load_sheet(sheet, book)) for sheet in book.sheets()]
    except (MemoryError, UnreadableDocumentError):
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableDocumentError("encrypted", "文件有密码，没有读取；请提供没有密码的版本。") from error
        raise UnreadableDocumentError("xls_broken", "这份旧版 Excel 文件已损坏或不完整，打不开。") from error
    except Exception as error:  # on damaged files xlrd lets six kinds of plain errors through
        raise UnreadableDocumentError("xls_broken", "这份旧版 Excel 文件已损坏或不完整，打不开。") from error
    builder = GridBuilder(MEDIA_TYPE, book.encoding or "utf-16-le")
    for sheet_no, (name, visibility, cells) in enumerate(sheets, start=1):
        if visibility:
            builder.add_problem("sheet_hidden", "低", f"工作表“{name}”是隐藏的，没有读取。")
        else:
            add_sheet(builder, cells, name, sheet_no)
    return builder.finish()


def load_sheet(sheet: Any, book: Any) -> SheetCells:
    """The printed cells of one sheet, its merged ranges, and what of it is hidden."""
    cells = SheetCells()
    for row_no in range(sheet.nrows):
        for column_no in range(sheet.row_len(row_no)):
            cell = sheet.cell(row_no, column_no)
            text = show_cell(cell, book)
            kept, struck = parted_by_font(text, cell, sheet.rich_text_runlist_map.get((row_no, column_no), []), book)
            cells.struck += [struck] if struck.strip() else []
            cells.add(row_no + 1, column_no + 1, kept)
    cells.hidden_rows = {row_no + 1 for row_no, row in sheet.rowinfo_map.items() if row.hidden}
    cells.hidden_columns = {column_no + 1 for column_no, column in sheet.colinfo_map.items() if column.hidden}
    for first_row, after_row, first_column, after_column in sheet.merged_cells:
        cells.merge(first_row + 1, first_column + 1, after_row, after_column)
    return cells


def parted_by_font(text: str, cell: Any, runs: list[tuple[int, int]], book: Any) -> tuple[str, str]:
    """What of a cell's text stands, and what is crossed out; a run is where a font begins, and its number."""
    if not text:
        return "", ""
    changes = [(0, book.xf_list[cell.xf_index].font_index), *runs, (len(text), 0)]
    kept: tuple[list[str], list[str]] = ([], [])
    for (start, font), (end, _) in pairwise(changes):
        kept[font < len(book.font_list) and bool(book.font_list[font].struck_out)].append(text[start:end])
    return "".join(kept[False]), "".join(kept[True])


def show_cell(cell: Any, book: Any) -> str:
    """The text of a cell as a person sees it."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str or GENERAL
        return show_stored_number(repr(cell.value), code, starts_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
    return ""
