"""A build that holds what the audit found in a few invented forms, for the tests of rules that are asked again."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from etl.audit.bureau_choice import BureauChoice
from pages.queries import rule_rerun
from pages.queries.published_db import close_builds
from tests.given_tables import connect_given_tables, find_all
from tests.pages.conftest import load_rows, write_build

APP = str(Path(__file__).parents[3] / "app.py")
FORMS: list[dict[str, Any]] = [
    {
        "project_id": f"{name}-01", "document_id": name, "form_type": "self_evaluation", "line_no": 3,
        "line_end_no": 20,
        "project_name": f"项目{name}", "division_code": "310113", "fiscal_year": 2023, "total_score_points": 98,
        "goal_text": "检查 9 家机构", "completion_text": "检查了 14 家机构，其中 3 家有问题",
    }
    for name in ("x", "y")
]  # fmt: skip
INDICATOR = {
    "row_no": 1, "level1_name": "产出指标", "level2_name": "数量指标", "level3_name": "检查次数",
    "target_kind": "numeric", "target_text": "≥10家", "target_operator": "≥", "target_value": 10, "target_unit": "家",
    "actual_text": "14家", "actual_value": 14, "actual_unit": "家", "distance_status": "comparable",
    "distance_rate": 0.4, "weight_points": 90, "score_points": 90, "has_stated_reason": False,
}  # fmt: skip
GIVEN: dict[str, list[dict[str, Any]]] = {
    "core_project": FORMS,
    "core_indicator": [INDICATOR | {"project_id": "x-01"}, INDICATOR | {"project_id": "y-01", "distance_rate": 0.1}],
    "core_fund": [
        {
            "project_id": name, "row_no": 2, "fund_source_code": "total", "adjusted_budget_yuan": 1_000_000,
            "executed_yuan": spent, "weight_points": 10, "score_points": 8,
        }
        for name, spent in (("x-01", 300_000), ("y-01", 850_000))
    ],
    "raw_form_field": [
        {
            "project_id": "x-01", "section_code": section, "row_no": row, "field_name": name, "line_no": line,
            "column_no": column,
        }
        for section, row, name, line, column in (("indicator", 1, "actual", 8, 5), ("fund", 2, "executed", 5, 4))
    ],
}  # fmt: skip
CHOICE = BureauChoice(disabled={"D04": "本局另行催报原因"}, parameters={"D01": {"low_rate": 0.8}})


def published_rows() -> dict[str, list[dict[str, Any]]]:
    """The small build with these forms, and what the audit finds in them."""
    findings, described = find_all(connect_given_tables(GIVEN), CHOICE)
    rows = load_rows() | GIVEN | {name: frame.to_dicts() for name, frame in described.items()}
    for name in [name for name in rows if name.startswith("mart_")]:
        rows[name] = []
    kept = ("project_id", "document_id", "form_type", "fiscal_year", "division_code", "project_name")
    rows["mart_project"] = [
        {name: form[name] for name in kept} | {"division_label": "宝山区", "adjusted_budget_yuan": 1_000_000}
        for form in FORMS
    ]
    return rows | {"audit_finding": findings.to_dicts()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("rerun"), 1, published_rows())
    close_builds()
    gc.unfreeze()  # app.py froze what it had loaded


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No limit on all rules together: a busy machine is no fault of theirs."""
    monkeypatch.setattr(rule_rerun, "MOST_SECONDS", 3600)


def open_page(**address: str | list[str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=300)
    app.run()
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page("pages/audit_findings.py").run()
