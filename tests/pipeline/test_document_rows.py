"""What one document gives a build, kept as JSON: it comes back as it was, and is decoded only where it is asked for."""

from datetime import date
from decimal import Decimal

import pytest

from etl.document_rows import DocumentRows

ROWS = {"core_fund": [{"row_no": 1, "executed_yuan": Decimal("12.50"), "paid_date": date(2024, 3, 1)}], "core_text": []}


def test_rows_come_back_from_their_json_as_they_were() -> None:
    kept = DocumentRows.from_json(DocumentRows({"form_count": 1}, ROWS, [[1, 0.1, 0.2, 0.3, 0.4]]).to_json())
    assert (kept.document, kept.rows, kept.covered_boxes) == ({"form_count": 1}, ROWS, [[1, 0.1, 0.2, 0.3, 0.4]])
    assert DocumentRows.from_json(kept.to_json()).rows == ROWS


def test_rows_are_decoded_when_they_are_asked_for_and_not_before() -> None:
    facts, _, _ = DocumentRows({"form_count": 1}, ROWS).to_json().partition(b"\n")
    kept = DocumentRows.from_json(facts + b"\nno JSON")
    assert kept.document == {"form_count": 1}
    with pytest.raises(ValueError, match="Expecting value"):
        assert kept.rows
