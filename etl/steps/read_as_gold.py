"""Readers, parse, normalise and link joined for one file: the forms that `python -m etl read` prints.

Input: the bytes of a document and its path. Output: its forms as JSON. Runs in a child process of describe_file.py.
"""

import hashlib
import json
from pathlib import Path

from etl.document_guard import TaskFailedError
from etl.findings import UnreadableDocumentError
from etl.gold_json import GoldWriter, describe_checks, describe_problem, describe_set_aside, document_name, only_value
from etl.link.link_forms import link_forms
from etl.normalise.money import amount_in_form_unit
from etl.normalise.printed_number import parse_printed_number
from etl.normalise.type_form import type_form
from etl.parse.read_forms import read_forms
from etl.privacy.mask_rows import mask_described
from etl.readers import read_grid


def read_as_gold(task: tuple[bytes, str], most_ocr_pages: int, *, masks_personal_data: bool = False) -> bytes:
    """The forms of one document in gold form. Raises TaskFailedError."""
    content, file_path = task
    try:
        grid = read_grid(content, Path(file_path).name, most_ocr_pages)
        reading = read_forms(grid)
    except UnreadableDocumentError as error:
        raise TaskFailedError(error.code, error.reason) from error
    document_id = hashlib.sha256(content).hexdigest()[:16]
    typed = [type_form(form, document_id) for form in reading.forms]
    linked = link_forms([form.rows["core_project"][0] for form in typed]).projects
    writer = GoldWriter(parse_printed_number, amount_in_form_unit)
    tables = []
    for form, typed_form, project in zip(reading.forms, typed, linked, strict=True):
        district = project["division_name"] if project["division_level"] == "county" else None
        place = {"province": project["province_name"], "district": district}
        confidence = {"reading_confidence": project["reading_confidence_rate"]}
        checks = {"reading_checks": describe_checks(typed_form.rows["core_reading_check"])}
        problems = {"problems": [describe_problem(problem) for problem in (*form.problems, *typed_form.problems)]}
        tables.append(writer.describe_form(form) | problems | place | confidence | checks)
    described = {
        "document": document_name(Path(file_path)),
        "province": only_value([table["province"] for table in tables]),
        "district": only_value([table["district"] for table in tables]),
        "tables": tables,
        "problems": [describe_problem(problem) for problem in (*grid.problems, *reading.problems)],
        "set_aside": [describe_set_aside(part) for part in reading.set_aside],
    }
    if masks_personal_data:
        described = mask_described(described, "\n".join(grid.lines))
    return json.dumps(described, ensure_ascii=False).encode()
