"""Archives (.zip) of readable documents as one grid, for a look at one file: each one read by its own reader.

Input: the bytes of the archive and the function that reads one document. Output: a CellGrid. Stage `readers`. Each
document begins after a line with its name, on a page of its own; one that cannot be read is named as a problem. A
build takes each document of an archive as one of its own (archive_members.py).
"""

from collections.abc import Callable
from dataclasses import replace

from etl.findings import OcrNeededError, UnreadableDocumentError
from etl.readers.archive_members import Member, list_members
from etl.readers.joined_grid import moved
from etl.readers.limits import GRID_CELLS, GRID_ROWS
from etl.records import CellGrid, ReadingProblem, Row, SetAside

MEDIA_TYPE = "application/zip"


def read_archive(content: bytes, read_member: Callable[[bytes, str], CellGrid]) -> CellGrid:
    """The documents of an archive as one grid. Raises UnreadableDocumentError when none of them can be read."""
    lines: list[str] = []
    rows: list[Row] = []
    problems: list[ReadingProblem] = []
    encodings: list[str] = []
    page_no = 0
    for member in list_members(content):
        try:
            grid = read_content(member, read_member)
        except OcrNeededError:
            raise  # the whole archive is read once more where that is allowed
        except UnreadableDocumentError as error:
            problems.append(
                ReadingProblem("member_not_read", f"压缩包内的 {member.name} 没有读取：{error.reason}", "中")
            )
            continue
        lines.append(f"文件：{member.name}")
        placed = [moved(row, len(lines), page_no) for row in grid.rows]
        rows += placed
        lines += [*grid.lines, ""]
        problems += [replace(problem, message=f"{member.name}：{problem.message}") for problem in grid.problems]
        encodings.append(grid.encoding_name)
        page_no = max((cell.place.page_no for row in placed for cell in row.cells[:1]), default=page_no)
        if len(rows) > GRID_ROWS or sum(len(row.cells) for row in grid.rows) > GRID_CELLS:
            raise UnreadableDocumentError("grid_limit", f"压缩包内的内容超过 {GRID_ROWS} 行，没有读取。")
    if not encodings:
        reason = problems[0].message if problems else "压缩包里没有文件。"
        raise UnreadableDocumentError("archive_empty", reason)
    return CellGrid(tuple(rows), tuple(lines), MEDIA_TYPE, encodings[0], tuple(problems))


def read_content(member: Member, read_member: Callable[[bytes, str], CellGrid]) -> CellGrid:
    """The grid of one member. Raises UnreadableDocumentError when it has none."""
    if isinstance(member.content, SetAside):
        raise UnreadableDocumentError(member.content.code, member.content.reason)
    return read_member(member.content, member.name.rsplit("/", 1)[-1])
