"""The cells of one spreadsheet sheet, whatever its format, as rows of a grid.

Input: cells and merged ranges by row and column. Output: rows in a GridBuilder. Stage `readers`. Only stored cells take
memory: a cell at the far corner of a sheet costs nothing.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import COVERED, GridBuilder, SpannedText, single_cell
from etl.readers.limits import GRID_CELLS, GRID_COLUMNS, GRID_ROWS


@dataclass(slots=True)
class SheetCells:
    """The printed texts of a sheet by row and column, both from 1, its merged ranges, first to last cell, its hidden
    rows and columns, the cells whose formula has no result in the file, and the texts that are crossed out."""

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    without_result: list[tuple[int, int]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    cell_count: int = 0

    def add(self, row_no: int, column_no: int, text: str) -> None:
        """Keep a cell that prints something."""
        if not text or text.isspace():
            return
        if column_no > GRID_COLUMNS:
            raise UnreadableDocumentError("too_many_columns", f"工作表超过 {GRID_COLUMNS} 列，没有读取。")
        self.cell_count += 1
        if self.cell_count > GRID_CELLS or len(self.texts) > GRID_ROWS:
            raise UnreadableDocumentError("grid_limit", f"工作表超过 {GRID_ROWS} 行或 {GRID_CELLS} 格，没有读取。")
        self.texts.setdefault(row_no, {})[column_no] = text

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Keep a merged range."""
        if first_row <= last_row and first_column <= last_column:
            self.merged.append((first_row, first_column, last_row, last_column))

    def hide_columns(self, first: int, last: int) -> None:
        """Keep that some columns are hidden."""
        self.hidden_columns.update(range(first, min(last, GRID_COLUMNS) + 1))


def add_sheet(builder: GridBuilder, sheet: SheetCells, name: str, sheet_no: int) -> None:
    """Add a sheet: a line with its name, then its rows; a sheet that prints nothing adds nothing.

    What stands in hidden rows and columns is not printed: it is left out and told.
    """
    report_without_result(builder, sheet, name)
    builder.struck += sheet.struck
    spans, covered = resolve_merges(sheet)
    leave_out_hidden(builder, sheet, spans, name)
    width = max((max(row) for row in sheet.texts.values()), default=0)
    if not width:
        return
    builder.add_note(f"工作表：{name}")
    for row_no in sorted(sheet.texts):
        texts = sheet.texts[row_no]
        cells = [COVERED] * width
        for column_no, text in texts.items():
            position = (row_no, column_no)
            if position in spans:
                cells[column_no - 1] = SpannedText(text, *spans[position])
            elif position not in covered:
                cells[column_no - 1] = single_cell(text)
        builder.add_row(cells, sheet_no, row_no)


def report_without_result(builder: GridBuilder, sheet: SheetCells, name: str) -> None:
    """Tell of formulas that were never worked out: what they show is not in the file."""
    if sheet.without_result:
        row_no, column_no = sheet.without_result[0]
        where = f"如第 {row_no} 行第 {column_no} 列"
        reason = f"工作表“{name}”有 {len(sheet.without_result)} 个公式没有保存计算结果（{where}），按空格处理。"
        builder.add_problem("formula_without_result", "中", reason)


def leave_out_hidden(
    builder: GridBuilder, sheet: SheetCells, spans: dict[tuple[int, int], tuple[int, int]], name: str
) -> None:
    """Take out the texts of hidden rows and columns; a merged cell is seen while any row and column of it is."""
    if not (sheet.hidden_rows or sheet.hidden_columns):
        return
    left_out: list[tuple[int, int]] = []
    for row_no, texts in sheet.texts.items():
        for column_no in texts:
            columns, rows = spans.get((row_no, column_no), (1, 1))
            is_row_seen = any(row_no + offset not in sheet.hidden_rows for offset in range(rows))
            if not is_row_seen or all(column_no + offset in sheet.hidden_columns for offset in range(columns)):
                left_out.append((row_no, column_no))
    for row_no, column_no in left_out:
        del sheet.texts[row_no][column_no]
    sheet.texts = {row_no: texts for row_no, texts in sheet.texts.items() if texts}
    if left_out:
        row_no, column_no = left_out[0]
        reason = (
            f"工作表“{name}”隐藏的行或列中有 {len(left_out)} 格内容（如第 {row_no} 行第 {column_no} 列），没有读取。"
        )
        builder.add_problem("cells_hidden", "低", reason)


def resolve_merges(sheet: SheetCells) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans (columns, rows) of merged cells by their first position, and the stored cells that they cover."""
    row_numbers = sorted(sheet.texts)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    looked_at = 0
    for first_row, first_column, last_row, last_column in sheet.merged:
        spans[first_row, first_column] = (last_column - first_column + 1, last_row - first_row + 1)
        inside = row_numbers[bisect_left(row_numbers, first_row) : bisect_right(row_numbers, last_row)]
        looked_at += len(inside) + 1
        if looked_at > GRID_CELLS:
            raise UnreadableDocumentError("grid_limit", "工作表的合并单元格异常多，没有读取。")
        for row_no in inside:
            covered.update((row_no, column) for column in sheet.texts[row_no] if first_column <= column <= last_column)
    return spans, covered - spans.keys()
