"""Covered texts are as long as before, the same on lines and in values, and nothing else changes."""

from decimal import Decimal
from typing import Any

import pytest

from etl.privacy.mask_rows import cover_piece, mask_rows

ROWS: dict[str, list[dict[str, Any]]] = {
    "raw_document_line": [
        {"document_id": "d1", "line_no": 1, "line_text": "项目负责人\t王平\t联系电话\t13812345678"},
        {"document_id": "d1", "line_no": 2, "line_text": "王平路改造\t预算\t13812345.67"},
    ],
    "core_project": [
        {"project_id": "13812345678", "project_name": "王平路改造", "goal_text": "请拨13812345678", "unit_name": "王平"}
    ],
    "core_fund": [{"project_id": "13812345678", "executed_yuan": Decimal("13812345678.00"), "fund_label_text": "资金"}],
    "audit_finding": [{"finding_id": "f", "message": "单元格“王平”没有读入任何字段", "printed": "王平"}],
}


def test_rows_are_covered_and_places_stay_true() -> None:
    masked, places = mask_rows(ROWS)
    assert places == [(1, 6, 8), (1, 14, 25)]
    assert [line["line_text"] for line in masked["raw_document_line"]] == [
        "项目负责人\t王*\t联系电话\t138****5678",
        "王平路改造\t预算\t13812345.67",
    ]
    assert masked["core_project"] == [
        {"project_id": "13812345678", "project_name": "王平路改造", "goal_text": "请拨138****5678", "unit_name": "王*"}
    ]
    assert masked["core_fund"] == ROWS["core_fund"]
    assert masked["audit_finding"] == [{"finding_id": "f", "message": "单元格“王*”没有读入任何字段", "printed": "王*"}]
    assert list(masked) == list(ROWS)
    lengths = [len(row["line_text"]) for row in ROWS["raw_document_line"]]
    assert [len(row["line_text"]) for row in masked["raw_document_line"]] == lengths


def test_a_document_without_personal_data_is_handed_on() -> None:
    rows = {"raw_document_line": [{"line_text": "项目名称\t道路养护"}]}
    assert mask_rows(rows) == (rows, [])


@pytest.mark.parametrize(
    ("piece", "is_name", "covered"),
    [
        ("13812345678", False, "138****5678"),
        ("021-65432100", False, "021-****2100"),
        ("62345678", False, "62******"),
        ("11010519491231002X", False, "110***********002X"),
        ("lin@example.cn", False, "l**@example.cn"),
        ("林舟", True, "林*"),
        ("林 舟", True, "林 *"),
        ("欧阳文远", True, "欧***"),
    ],
)
def test_what_stays_of_a_number_and_of_a_name(piece: str, is_name: bool, covered: str) -> None:
    assert cover_piece(piece, is_name=is_name) == covered
    assert len(covered) == len(piece)
