"""The cells of one uploaded workbook as JSON on standard output: `python -m pages.review.read_workbook FILE`.

Input: a file that nobody has looked at. Output: {"sheets": [{"name", "rows"}]} with cells as text, number or null; or
exit code 2 and one Chinese sentence on standard error. It runs in a process of its own under limits of memory, of
processor time and of output, because a crafted workbook can crash or exhaust the library that reads it (calamine aborts
on a cell far out). Side of the pages; started by `reading_process.py`.
"""

import json
import sys
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

MEMORY_BYTES = 768 << 20
CPU_SECONDS = 15
OUTPUT_BYTES = 16 << 20
MOST_MEMBERS = 500
MOST_UNPACKED_BYTES = 64 << 20
MOST_SHEETS = 80  # a sample has fifty at most
MOST_ROWS, MOST_COLUMNS = 2_000, 60
MOST_CELL_CHARACTERS = 32_767  # Excel's limit
REFUSED = 2


class RefusedWorkbookError(Exception):
    """The file is not read; the text is one Chinese sentence."""


def limit_this_process() -> None:
    """Let the process end rather than take more than a workbook may cost; Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read_sheets(file: Path) -> list[dict[str, Any]]:
    """Name and rows of every sheet, hidden ones too. Raises RefusedWorkbookError."""
    check_archive(file)
    try:
        book = CalamineWorkbook.from_path(file)
        names = book.sheet_names
        if len(names) > MOST_SHEETS:
            raise RefusedWorkbookError(f"文件有 {len(names):,} 张工作表，超过 {MOST_SHEETS} 张，没有读取。")
        return [{"name": name, "rows": sheet_rows(book, name)} for name in names]
    except CalamineError as error:
        raise RefusedWorkbookError("文件不是完好的 Excel 工作簿（.xlsx），没有读取。") from error


def check_archive(file: Path) -> None:
    """Refuse what is no workbook of Excel, carries macros, or unpacks to more than a workbook of ours ever would."""
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedWorkbookError("文件不是 Excel 工作簿（.xlsx），没有读取；加密的请先去掉密码。") from error
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise RefusedWorkbookError("文件解压后过大，没有读取。")
    if "xl/workbook.xml" not in names:
        raise RefusedWorkbookError("文件不是 Excel 工作簿（.xlsx），没有读取。")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedWorkbookError("文件带有宏，没有读取；请另存为 .xlsx 再上传。")


def sheet_rows(book: CalamineWorkbook, name: str) -> list[list[str | float | None]]:
    """The rows of a sheet from its first one on, each from column A on."""
    sheet = book.get_sheet_by_name(name)
    end = sheet.end
    if end is not None and (end[0] >= MOST_ROWS or end[1] >= MOST_COLUMNS):
        raise RefusedWorkbookError(f"工作表“{name[:31]}”超过 {MOST_ROWS:,} 行或 {MOST_COLUMNS} 列，没有读取。")
    return [[cell_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def cell_value(cell: object) -> str | float | None:
    """A cell as JSON knows it; dates and truth values as texts, which no score is."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return float(cell)
    return str(cell)[:MOST_CELL_CHARACTERS] or None


def main(arguments: list[str]) -> int:
    """Print the sheets of the file named, or say why not."""
    limit_this_process()
    try:
        sheets = read_sheets(Path(arguments[0]))
    except RefusedWorkbookError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    json.dump({"sheets": sheets}, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
