"""The sample of 抽查复核: the same seed draws the same forms, weight decides, and the workbook is the reviewer's
sheet."""

import io
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pages.queries.published_db import close_builds, fetch_rows
from pages.widgets.review_workbook import REVIEW_COLUMNS, Draw, review_workbook_bytes, sheet_name
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import BAOSHAN, DECLARATION, MINGGUANG, SELF, build_rows

FORM_COUNT, HEAVY = 40, "s07-01"
HEADERS = [
    "一级", "二级", "三级", "指标性质", "指标值", "度量单位", "权重", "自评完成值", "自评得分", "复核完成值",
    "复核得分", "偏离度", "备注",
]  # fmt: skip
Filters = dict[str, list[str]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Forty self-evaluations of one 万元 each but one; and a declaration of much money."""
    rows = build_rows()
    forms: list[dict[str, Any]] = [
        BAOSHAN | SELF | {
            "project_id": f"s{number:02d}-01", "document_id": "d1", "fiscal_year": 2023, "project_name": "项目",
            "executed_yuan": 10_000, "finding_count": 0, "finding_count_high": 0,
        }
        for number in range(FORM_COUNT - 1)
    ]  # fmt: skip
    forms[7] |= {"executed_yuan": 1_000_000, "finding_count": 9}
    forms.append(MINGGUANG | SELF | {"project_id": "m1-01", "fiscal_year": 2022, "finding_count": 2})
    forms.append(BAOSHAN | DECLARATION | {"project_id": "z1-01", "initial_budget_yuan": 10**9, "finding_count": 50})
    yield write_build(tmp_path_factory.mktemp("sample"), 1, rows | {"mart_project": forms})
    close_builds()


def drawn(filters: Filters, seed: str, size: int) -> list[dict[str, Any]]:
    """A sample."""
    return fetch_rows("review_sample", {**filters, "seed": seed, "sample_size": size})


def test_a_seed_draws_the_same_forms_again_and_another_seed_others(all_filters: Filters) -> None:
    first, again, other = (drawn(all_filters, seed, 10) for seed in ("2026", "2026", "2027"))
    ids = [row["project_id"] for row in first]
    assert ids == [row["project_id"] for row in again] and ids != [row["project_id"] for row in other]
    assert [row["draw_no"] for row in first] == list(range(1, 11)) and len(set(ids)) == 10
    assert ids[:3] == [row["project_id"] for row in drawn(all_filters, "2026", 3)], "a smaller sample is its beginning"


def test_the_published_draw_does_not_change_with_the_program(all_filters: Filters) -> None:
    """The expected order was computed apart, with hashlib and math.log."""
    assert [row["project_id"] for row in drawn(all_filters, "1", 4)] == ["s07-01", "s33-01", "s06-01", "s19-01"]


def test_weight_is_findings_times_money_and_decides_the_draw(all_filters: Filters) -> None:
    weights = {row["project_id"]: row["risk_weight"] for row in drawn(all_filters, "1", 99)}
    assert len(weights) == FORM_COUNT and "z1-01" not in weights, "declarations are not reviewed"
    assert (weights[HEAVY], weights["s01-01"], weights["m1-01"]) == (1000, 1, 3)
    first = Counter(drawn(all_filters, str(seed), 1)[0]["project_id"] for seed in range(150))
    share = weights[HEAVY] / sum(weights.values())
    assert abs(first[HEAVY] / 150 - share) < 0.05


def test_the_sample_respects_the_filters(all_filters: Filters) -> None:
    rows = drawn(all_filters | {"district": ["341182"]}, "1", 5)
    assert [(row["project_id"], row["population_count"], row["risk_share_rate"]) for row in rows] == [("m1-01", 1, 1.0)]
    assert drawn(all_filters | {"year": ["1999"]}, "1", 5) == []


def test_the_sheet_rows_carry_the_findings_of_their_row() -> None:
    rows = fetch_rows("review_sheet_rows", {"project_ids": ["a1-01"]})
    assert [row["row_no"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[2]["finding_text"] == "没有原因；又一条" and rows[3]["finding_text"] is None
    assert fetch_rows("review_sheet_rows", {"project_ids": []}) == []


def project(number: int, name: str | None) -> dict[str, Any]:
    """One sampled project."""
    return {
        "draw_no": number, "project_id": f"p{number}", "fiscal_year": 2023, "division_label": "宝山区",
        "department_name": "甲局", "unit_name": None, "project_name": name, "executed_yuan": Decimal("12345.60"),
        "execution_rate": 0.5, "total_score_points": Decimal(90), "finding_count": 2, "risk_weight": 3.7,
    }  # fmt: skip


def test_the_workbook_is_one_thirteen_column_sheet_a_project() -> None:
    row = {
        "project_id": "p1", "level1_name": "产出指标", "level2_name": "数量指标", "level3_name": "@SUM(1)",
        "indicator_nature": "定量", "target_text": "=100%", "target_unit": "%", "weight_points": Decimal(10),
        "actual_text": "+99", "score_points": Decimal("9.5"), "finding_text": "http://127.0.0.1/ 未达标",
    }  # fmt: skip
    sample = [project(1, "a/b[c]:*?'\\" + "很长的名称" * 10), project(2, None)]
    content = review_workbook_bytes(sample, [row], Draw("7", 26, {"区县": "宝山区"}, "000000000001"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "抽样清单" and len(book.sheetnames) == 3
    assert all(len(name) <= 31 for name in book.sheetnames) and book.sheetnames[2] == "02 未写名称"
    sheet = book.worksheets[1]
    header = next(cells for cells in sheet.iter_rows() if cells[0].value == "一级")
    assert [cell.value for cell in header] == HEADERS == list(REVIEW_COLUMNS)
    cells = [sheet.cell(header[0].row + 1, column + 1) for column in range(len(HEADERS))]
    assert [cell.value for cell in cells] == [
        "产出指标", "数量指标", "@SUM(1)", "定量", "=100%", "%", 10, "+99", 9.5, None, None, None,
        "http://127.0.0.1/ 未达标",
    ]  # fmt: skip
    assert {cell.data_type for cell in cells} == {"s", "n"} and cells[12].hyperlink is None
    assert "种子 7；总体 26 张自评表；筛选 区县：宝山区；数据批次 000000000001" in str(sheet.cell(3, 1).value)


def test_sheet_names_stay_apart_for_equal_projects() -> None:
    assert sheet_name(project(1, "同名")) != sheet_name(project(2, "同名"))
