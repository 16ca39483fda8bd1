"""Forms saved in every format by LibreOffice from one page give one record, cell for cell.

The golden cases show one form; tests/readers/documents/forms.* show two, one of them with merged level names, the
other over a page's end (save_in_every_format made them).
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from tests.golden.describe_reading import describe_reading
from tests.readers.save_in_every_format import FIRST, SECOND

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
    return forms_of(next(case.glob("source.*")))


def forms_of(source: Path) -> list[dict[str, Any]]:
    """The forms of a file without their lines."""
    forms = describe_reading(read_forms(read_grid(source.read_bytes(), source.name)))["forms"]
    return [{key: value for key, value in form.items() if key != "lines"} for form in forms]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_record_does_not_depend_on_the_format(case: Path) -> None:
    assert record_of(case) == record_of(GOLDEN / "form_saved_as_docx")


def test_every_format_is_there() -> None:
    assert {next(case.glob("source.*")).suffix for case in CASES} >= {".docx", ".xlsx", ".pdf", ".html", ".xls", ".ods"}


DOCUMENTS = Path(__file__).parent / "documents"
READ_WITHOUT_LIBREOFFICE = ("docx", "html", "pdf", "xlsx", "xls", "ods", "csv")
READ_THROUGH_LIBREOFFICE = ("doc", "odt", "rtf")
HAS_LIBREOFFICE = any(map(shutil.which, ("soffice", "libreoffice")))


def record_of_forms(ending: str) -> list[dict[str, Any]]:
    """The two forms as a format gives them."""
    return forms_of(DOCUMENTS / f"forms.{ending}")


def test_the_two_forms_are_what_was_typed() -> None:
    for form, typed in zip(record_of_forms("docx"), (FIRST, SECOND), strict=True):
        assert form["indicator"] == [[cell or None for cell in row] for row in typed]
        assert "problems" not in form


@pytest.mark.parametrize("ending", READ_WITHOUT_LIBREOFFICE)
def test_two_forms_do_not_depend_on_the_format(ending: str) -> None:
    assert record_of_forms(ending) == record_of_forms("docx")


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed, which alone reads doc, odt and rtf")
@pytest.mark.parametrize("ending", READ_THROUGH_LIBREOFFICE)
def test_two_forms_do_not_depend_on_the_format_that_libreoffice_reads(ending: str) -> None:
    assert record_of_forms(ending) == record_of_forms("docx")
