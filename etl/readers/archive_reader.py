"""Archives (.zip) of readable documents: each one read by its own reader, one after the other in one grid.

Input: the bytes of the archive and the function that reads one document. Output: a CellGrid. Stage `readers`. Each
document begins after a line with its name, on a page of its own; one that cannot be read is named as a problem.
"""

from collections.abc import Callable
from dataclasses import replace

from etl.findings import UnreadableDocumentError
from etl.readers.limits import GRID_CELLS, GRID_ROWS
from etl.readers.safe_archive import SafeArchive
from etl.records import Cell, CellGrid, ReadingProblem, Row

MEDIA_TYPE = "application/zip"
LEFT_BY_SYSTEMS = ("__macosx/", ".", "thumbs.db", "desktop.ini", "~$")


def read_archive(content: bytes, read_member: Callable[[bytes, str], CellGrid]) -> CellGrid:
    """The documents of an archive as one grid. Raises UnreadableDocumentError when none of them can be read."""
    archive = SafeArchive(content)
    names = [name for name in archive.names() if not is_left_by_system(name)]
    lines: list[str] = []
    rows: list[Row] = []
    problems: list[ReadingProblem] = []
    encodings: list[str] = []
    page_no = 0
    for name in names:
        try:
            grid = read_member(archive.read(name), name.rsplit("/", 1)[-1])
        except UnreadableDocumentError as error:
            problems.append(ReadingProblem("member_not_read", f"压缩包内的 {name} 没有读取：{error.reason}", "中"))
            continue
        lines.append(f"文件：{name}")
        rows += [moved(row, len(lines), page_no) for row in grid.rows]
        lines += [*grid.lines, ""]
        problems += [replace(problem, message=f"{name}：{problem.message}") for problem in grid.problems]
        encodings.append(grid.encoding_name)
        page_no = max((cell.place.page_no for row in rows for cell in row.cells[:1]), default=page_no)
        if len(rows) > GRID_ROWS or sum(len(row.cells) for row in grid.rows) > GRID_CELLS:
            raise UnreadableDocumentError("grid_limit", f"压缩包内的内容超过 {GRID_ROWS} 行，没有读取。")
    if not encodings:
        reason = problems[0].message if problems else "压缩包里没有文件。"
        raise UnreadableDocumentError("archive_empty", reason)
    return CellGrid(tuple(rows), tuple(lines), MEDIA_TYPE, encodings[0], tuple(problems))


def is_left_by_system(name: str) -> bool:
    """Whether a part is what a system leaves in archives and nobody put there."""
    path = name.replace("\\", "/").lower()
    return path.startswith(LEFT_BY_SYSTEMS) or path.rsplit("/", 1)[-1].startswith(LEFT_BY_SYSTEMS)


def moved(row: Row, lines_before: int, pages_before: int) -> Row:
    """A row of one document at its place in the whole."""
    cells = []
    for cell in row.cells:
        place = cell.place._replace(
            line_no=cell.place.line_no + lines_before, page_no=cell.place.page_no + pages_before
        )
        cells.append(Cell(cell.text, place, cell.column_span, cell.row_span))
    return Row(row.line_no + lines_before, tuple(cells), row.is_tabular)
