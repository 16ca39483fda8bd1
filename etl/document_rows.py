"""What one document gives a build, as rows that can be kept as JSON and read back exactly.

Input: the records of readers and parse, and the typed rows of normalise. Output: a `DocumentRows` and its JSON. Used by
pipeline.py on both sides of the process boundary and of the cache.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from etl.records import CellGrid, Place, ReadingProblem, Section, SetAside

RULE_PREFIX = "READ-"
FINDING_ID_LENGTH = 16
READ, SET_ASIDE, EXPANDED = "read", "set_aside", "expanded"
NO_FORM = SetAside("no_form", "没有找到项目支出绩效自评表或目标申报表。")
PAGED_MEDIA_TYPES = frozenset(
    {
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.ms-excel.sheet.binary",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "image/bmp",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/tiff",
        "image/webp",
    }
)
ON_DRAWN_PAGES = frozenset({"raw_field_box", "raw_page_picture"})
PLAIN_TEXT = "text/plain"  # has pages where a form feed parts them, as pdftotext writes it
TableRows = dict[str, list[dict[str, Any]]]


class DocumentRows:
    """The rows of one document by table, without what only the whole build knows (year, division, family, marts).

    `document` holds the columns of core_document that reading decides; `rows` the other tables, audit_finding included;
    `covered_boxes` the page and the rectangle of cells that a picture of the page must not show.
    """

    __slots__ = ("_kept_rows", "_rows", "covered_boxes", "document")

    def __init__(
        self,
        document: dict[str, Any],
        rows: TableRows,
        covered_boxes: list[list[float]] | None = None,
        kept_rows: bytes | None = None,
    ) -> None:
        self.document = document
        self.covered_boxes = covered_boxes or []
        self._rows = rows
        self._kept_rows = kept_rows  # their JSON, until somebody asks: a build that nothing changed asks for none

    @property
    def rows(self) -> TableRows:
        """The rows by table. Raises ValueError when they come from JSON that `to_json` did not write."""
        if self._kept_rows is not None:
            packed = json.loads(self._kept_rows, object_hook=untag_value)
            self._rows = {name: unpack_table(*table) for name, table in packed.items()}
            self._kept_rows = None
        return self._rows

    def to_json(self) -> bytes:
        """A line of JSON for the document, and one for its rows; decimals and dates are tagged, so that they come back
        as what they were.

        A table is its column names once and then the values of each row: half the bytes, and faster both ways.
        Raises ValueError or KeyError where rows of one table differ in their columns.
        """
        tables = {name: pack_table(rows) for name, rows in self.rows.items()}
        return b"\n".join(map(dump, ([self.document, self.covered_boxes], tables)))

    @classmethod
    def from_json(cls, content: bytes) -> "DocumentRows":
        """Rows from their JSON. Raises ValueError when it is not what `to_json` wrote."""
        facts, _, kept_rows = content.partition(b"\n")
        document, covered_boxes = json.loads(facts, object_hook=untag_value)
        return cls(document, {}, covered_boxes, kept_rows)


def dump(content: Any) -> bytes:
    """Content as JSON on one line."""
    return json.dumps(content, ensure_ascii=False, default=tag_value, separators=(",", ":")).encode()


def unpack_table(columns: list[str], values_of_rows: list[list[Any]]) -> list[dict[str, Any]]:
    """The rows that `pack_table` packed."""
    return [dict(zip(columns, values, strict=True)) for values in values_of_rows]


def pack_table(rows: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """The columns of a table's rows, and the values of each row in their order."""
    columns = list(rows[0]) if rows else []
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("rows of one table differ in their columns")
    return columns, [[row[name] for name in columns] for row in rows]


def tag_value(value: object) -> dict[str, str]:
    """A decimal or date as JSON. Raises TypeError on anything else."""
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(f"{type(value).__name__} has no place in a row")


def untag_value(value: dict[str, Any]) -> Any:
    """A decimal or date from its JSON; any other object as it is."""
    if value.keys() == {"$decimal"}:
        return Decimal(value["$decimal"])
    if value.keys() == {"$date"}:
        return date.fromisoformat(value["$date"])
    return value


def set_aside_rows(set_aside: SetAside) -> DocumentRows:
    """The rows of a document of which nothing could be read."""
    return DocumentRows(describe_document(None, 0, set_aside), {})


def describe_document(grid: CellGrid | None, form_count: int, set_aside: SetAside | None) -> dict[str, Any]:
    """The columns of core_document that reading decides; a document without a grid has no encoding and no lines."""
    return {
        "media_type": grid.media_type if grid else None,
        "encoding_name": grid.encoding_name if grid else None,
        "line_count": len(grid.lines) if grid else None,
        "covered_count": 0,
        "form_count": form_count,
        "reading_status": SET_ASIDE if set_aside else READ,
        "set_aside_code": set_aside.code if set_aside else None,
        "set_aside_text": set_aside.reason if set_aside else None,
    }


def describe_archive(member_count: int, lost_count: int) -> dict[str, Any]:
    """The columns of core_document of an archive: its members are documents of their own."""
    lost = f"，其中 {lost_count} 份取不出来" if lost_count else ""
    text = f"压缩包，内有 {member_count} 份文件{lost}，逐份登记和读取。"
    return describe_document(None, 0, None) | {"reading_status": EXPANDED, "set_aside_text": text}


def list_lines(grid: CellGrid, document_id: str) -> list[dict[str, Any]]:
    """The rows of raw_document_line; a line without cells is on the page of the line before it."""
    page_numbers = {row.line_no: row.cells[0].place.page_no for row in grid.rows if row.cells}
    sheet_rows = dict(grid.sheet_rows)
    page_no, rows = 1, []
    for line_no, line_text in enumerate(grid.lines, start=1):
        page_no = page_numbers.get(line_no, page_no)
        place = {"line_no": line_no, "page_no": page_no, "sheet_row_no": sheet_rows.get(line_no)}
        rows.append({"document_id": document_id, **place, "line_text": line_text})
    return rows


def list_drawn_pages(grid: CellGrid, document_id: str, boxes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of raw_page_picture for the pages that hold boxes, without their pictures, which are drawn later."""
    turns = dict(grid.page_turns)
    not_drawn = dict.fromkeys(("width_pixels", "height_pixels", "picture_sha256"))
    return [
        {"document_id": document_id, "page_no": page_no, "turn_degrees": turns.get(page_no, 0), **not_drawn}
        for page_no in sorted({box["page_no"] for box in boxes})
    ]


def has_pages(grid: CellGrid) -> bool:
    """Whether the pages of the grid are pages or sheets of its format; readers call everything else page 1."""
    if grid.media_type == PLAIN_TEXT:
        return any(cell.place.page_no > 1 for row in grid.rows for cell in row.cells)
    return grid.media_type in PAGED_MEDIA_TYPES


def only_real_pages(grid: CellGrid, rows: TableRows) -> TableRows:
    """The rows of the document, with page_no null where its format has no pages; a box always stands on a page."""
    if has_pages(grid):
        return rows
    return {
        name: [row | {"page_no": None} if "page_no" in row and name not in ON_DRAWN_PAGES else row for row in table]
        for name, table in rows.items()
    }


def section_of(problem: ReadingProblem) -> str | None:
    """The block of the form that a problem is about; None where it is about the whole document."""
    if problem.section is not None:
        return str(problem.section)
    return str(Section.FORM) if problem.form_no is not None else None


def list_findings(
    document_id: str, problems: Sequence[ReadingProblem], set_aside: Iterable[SetAside]
) -> list[dict[str, Any]]:
    """The rows of audit_finding for what the reader could not claim or decide, and for forms that were set aside.

    The identifier follows from the document, the form and the problem; equal problems of one form are counted apart.
    """
    seen: Counter[str] = Counter()
    rows = []
    parts_left = [
        ReadingProblem(part.code, part.reason, "中", place=Place(1, part.line_no, 1, 0, 0) if part.line_no else None)
        for part in set_aside
    ]
    for problem in [*problems, *parts_left]:
        place = f"第 {problem.place.line_no} 行第 {problem.place.column_no} 格" if problem.place else None
        named = json.dumps([document_id, problem.form_no, problem.row_no, problem.code, problem.message, place])
        seen[named] += 1
        digest = hashlib.sha256(f"{named}{seen[named]}".encode())
        rows.append(
            {
                "finding_id": digest.hexdigest()[:FINDING_ID_LENGTH],
                "source_kind": "reading",
                "rule_id": RULE_PREFIX + problem.code,
                "severity": str(problem.severity),
                "document_id": document_id,
                "project_id": f"{document_id}-{problem.form_no:02d}" if problem.form_no is not None else None,
                "section_code": section_of(problem),
                "field_name": None,
                "row_no": problem.row_no,
                "message": problem.message,
                "expected": None,
                "printed": problem.printed,
                "line_no": problem.place.line_no if problem.place else None,
                "place_text": place,
            }
        )
    return rows
