"""The sample of 抽查复核: the same seed draws the same forms, and the weight of findings and money decides."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pages.queries.published_db import close_builds, fetch_rows
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import BAOSHAN, DECLARATION, MINGGUANG, SELF, build_rows

FORM_COUNT, HEAVY, UNPLACED = 40, "s07-01", "m1-01"
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
    severities = {HEAVY: "高中中", UNPLACED: "低低", "z1-01": "高高"}
    findings = [
        {"finding_id": f"{form}{number}", "source_kind": "rule", "rule_id": "C02", "severity": severity,
         "project_id": form, "section_code": "form", "message": "x"}
        for form, each in severities.items() for number, severity in enumerate(each)
    ]  # fmt: skip
    findings += [row | {"finding_id": f"r{row['finding_id']}", "source_kind": "reading"} for row in findings]
    forms.append(MINGGUANG | SELF | {"project_id": UNPLACED, "finding_count": 2})
    forms.append(BAOSHAN | DECLARATION | {"project_id": "z1-01", "initial_budget_yuan": 10**9, "finding_count": 50})
    forms.append(BAOSHAN | DECLARATION | {"project_id": "a1-01"})  # has the rows of a sheet, and is not drawn itself
    rows |= {"mart_project": forms, "audit_finding": [*rows["audit_finding"], *findings]}
    yield write_build(tmp_path_factory.mktemp("sample"), 1, rows)
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
    """The expected order was computed apart, with hashlib and math.log; 1 高 and 2 中 are nine points, 2 低 two."""
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


def test_the_sheet_rows_begin_with_the_execution_of_the_budget() -> None:
    rows = fetch_rows("review_sheet_rows", {"project_ids": ["a1-01"]})
    assert [row["row_no"] for row in rows] == [0, 1, 2, 3, 4, 5]
    assert (rows[0]["level1_name"], rows[0]["weight_points"], rows[0]["score_points"]) == ("预算执行", 10, 5)
    assert (rows[0]["section_code"], rows[0]["printed_row_no"]) == ("fund", 1)
    assert fetch_rows("review_sheet_rows", {"project_ids": []}) == []


def test_findings_stand_at_their_row_or_with_the_form_as_a_whole_the_severest_first(all_filters: Filters) -> None:
    """A form without a year is found too: findings are looked for where those of its year and district stand."""
    asked = {"project_ids": ["a1-01", HEAVY, UNPLACED]}
    found = {(row["project_id"], row["row_no"]): row["finding_text"] for row in fetch_rows("review_findings", asked)}
    assert found == {
        ("a1-01", 2): "未达标", ("a1-01", 3): "没有原因；又一条", (HEAVY, None): "x（高）；x（中）；x（中）",
        (UNPLACED, None): "x（低）；x（低）",
    }  # fmt: skip
    assert fetch_rows("review_findings", {"project_ids": []}) == []
