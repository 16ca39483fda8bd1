"""Readers, parse, corrections and normalise joined for one document; runs in a child process.

Input: a reading task, or the bytes of a document. Output: its `DocumentRows`. Used by read_collection.py.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.corrections.apply_corrections import apply_corrections
from etl.document_guard import TaskFailedError
from etl.document_rows import (
    NO_FORM,
    DocumentRows,
    TableRows,
    describe_document,
    list_drawn_pages,
    list_findings,
    list_lines,
    only_real_pages,
    set_aside_rows,
)
from etl.findings import MissingToolError, OcrNeededError, OcrRefusedError, UnreadableDocumentError
from etl.normalise.compared_columns import add_compared_columns
from etl.normalise.type_form import type_form
from etl.parse.read_forms import read_forms
from etl.privacy.mask_rows import CoveredPlace, mask_rows
from etl.read_batch import ReadTask
from etl.readers import OCR_PAGES, read_grid
from etl.readers.archive_members import is_archive
from etl.records import CellGrid, Correction, FormRecord, Place, ReadingProblem, SetAside
from etl.steps.list_archive import list_archive
from etl.steps.load_original import load_original


def read_task(task: ReadTask, most_ocr_pages: int) -> bytes:
    """The rows of one document as JSON, so many pages recognised; runs in a child process. Raises TaskFailedError."""
    facts = (load_original(task), task.file_name, task.document_id, task.corrections)
    return read_document(*facts, masks_personal_data=task.masks_personal_data, most_ocr_pages=most_ocr_pages).to_json()


def read_document(
    content: bytes,
    file_name: str,
    document_id: str,
    corrections: Sequence[Correction] = (),
    *,
    masks_personal_data: bool = False,
    most_ocr_pages: int = OCR_PAGES,
) -> DocumentRows:
    """The rows of one document: read, parsed, corrected, normalised and covered, or set aside with the reason; of an
    archive its members.

    Raises TaskFailedError, so that it is tried again, where a program is missing that reads the format, and where
    more pages have to be recognised than `most_ocr_pages`.
    """
    try:
        if is_archive(content):
            return list_archive(content)
        grid = read_grid(content, file_name, most_ocr_pages)
        reading = read_forms(grid)
    except (MissingToolError, OcrNeededError, OcrRefusedError) as error:
        raise TaskFailedError(error.code, error.reason) from error
    except UnreadableDocumentError as error:
        return set_aside_rows(SetAside(error.code, error.reason))
    set_aside = None if reading.forms else next(iter(reading.set_aside), NO_FORM)
    rows: TableRows = {"raw_document_line": list_lines(grid, document_id)}
    problems = [*(form_problem(problem, reading.forms) for problem in grid.problems), *reading.problems]
    for form in reading.forms:
        typed = type_form(apply_corrections(form, corrections), document_id)
        for name, typed_rows in typed.rows.items():
            rows.setdefault(name, []).extend(typed_rows)
        problems += [replace(problem, form_no=form.form_no) for problem in (*form.problems, *typed.problems)]
    rows["raw_page_picture"] = list_drawn_pages(grid, document_id, rows.get("raw_field_box", []))
    parts_left = reading.set_aside if reading.forms else reading.set_aside[1:]
    rows["audit_finding"] = list_findings(document_id, problems, parts_left)
    document = describe_document(grid, len(reading.forms), set_aside)
    rows = only_real_pages(grid, rows)
    if not masks_personal_data:
        return DocumentRows(document, rows)
    rows, places = mask_rows(rows)
    if places:
        rows = add_compared_columns(rows)
    return DocumentRows(document | {"covered_count": len(places)}, rows, covered_boxes(grid, places))


def covered_boxes(grid: CellGrid, places: Sequence[CoveredPlace]) -> list[list[float]]:
    """Page, left, top, right and bottom of every drawn cell that a covered place touches."""
    by_line: dict[int, list[CoveredPlace]] = {}
    for place in places:
        by_line.setdefault(place.line_no, []).append(place)
    cells = [cell.place for row in grid.rows if row.line_no in by_line for cell in row.cells]
    hit = [cell for cell in cells if any(touches(cell, one) for one in by_line[cell.line_no])]
    return [[cell.page_no, *cell.box] for cell in hit if cell.box]


def touches(cell: Place, covered: CoveredPlace) -> bool:
    """Whether a cell and a covered place of the same line share a character."""
    return covered.char_start < cell.char_end and cell.char_start < covered.char_end


def form_problem(problem: ReadingProblem, forms: Sequence[FormRecord]) -> ReadingProblem:
    """The problem, with the number of the form in whose lines it has its place."""
    if problem.place is None:
        return problem
    line_no = problem.place.line_no
    inside = (form.form_no for form in forms if form.first_line_no <= line_no <= form.last_line_no)
    return replace(problem, form_no=next(inside, None))
