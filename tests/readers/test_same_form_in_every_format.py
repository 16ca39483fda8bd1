"""One form saved as docx, xlsx, xls, ods, pdf and html by LibreOffice gives one record, cell for cell."""

from pathlib import Path
from typing import Any

import pytest

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from tests.golden.describe_reading import describe_reading

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = [
    *sorted(GOLDEN.glob("form_saved_as_*")),
    GOLDEN / "pdf_header_on_every_page",
    GOLDEN / "pdf_pages_turned",
    GOLDEN / "pdf_rows_torn_by_page_breaks",
    GOLDEN / "pdf_two_pages_on_a_sheet",
    GOLDEN / "pdf_without_rulings",
]


def record_of(case: Path) -> list[dict[str, Any]]:
    """The forms of a case without the lines they stand on: these differ with the format."""
    source = next(case.glob("source.*"))
    forms = describe_reading(read_forms(read_grid(source.read_bytes(), source.name)))["forms"]
    return [{key: value for key, value in form.items() if key != "lines"} for form in forms]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_record_does_not_depend_on_the_format(case: Path) -> None:
    assert record_of(case) == record_of(GOLDEN / "form_saved_as_docx")


def test_every_format_is_there() -> None:
    assert {next(case.glob("source.*")).suffix for case in CASES} >= {".docx", ".xlsx", ".pdf", ".html", ".xls", ".ods"}
