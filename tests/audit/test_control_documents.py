"""Documents that look wrong and are right, read, typed, linked and audited as a build does it.

The forms of `control_documents` are the controls that the catalogue of rules ends with, each in a form that is sound
otherwise. No rule may say more than a hint of them; what a control rightly draws is named in `DESERVED`.
"""

from pathlib import Path

import polars as pl
import pytest

from tests.pipeline.workshop import Workshop

FOLDER = Path(__file__).parent / "control_documents"
FORMS_OF_FILE = {"declarations.txt": 2, "self_evaluations.txt": 5}
DESERVED = {("政策宣讲费", "D01"), ("政策宣讲费", "D03")}
"""24.98 % executed is little, and less than its indicators reached; the form is a control of 2.50 points for 2.4976."""


@pytest.fixture
def controls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workshop:
    """A build of the control documents."""
    workshop = Workshop(tmp_path, capsys)
    for name in FORMS_OF_FILE:
        (workshop.raw / name).write_bytes((FOLDER / name).read_bytes())
    code, printed = workshop.build()
    assert code == 0, printed
    return workshop


def test_no_rule_says_more_than_a_hint_of_what_is_right(controls: Workshop) -> None:
    projects = controls.table("core_project").select("project_id", "project_name")
    findings = controls.table("audit_finding").filter(pl.col("source_kind") == "rule", pl.col("severity") != "低")
    told = findings.join(projects, on="project_id").select("project_name", "rule_id", "message").rows()
    assert [row for row in told if row[:2] not in DESERVED] == []
    assert {row[:2] for row in told} == DESERVED


def test_the_controls_are_read_as_they_are_meant(controls: Workshop) -> None:
    documents = controls.table("core_document").select("file_name", "form_count").rows()
    assert dict(documents) == FORMS_OF_FILE
    indicators = controls.table("core_indicator")
    assert indicators.height == 7 * sum(FORMS_OF_FILE.values())
    zeros = indicators.filter(pl.col("target_text").is_in(["=0(起)", "≤5.00(%)", "<10(家)"]))
    assert zeros["actual_value"].to_list() == [0.0, 0.0, 0.0]
    funds = controls.table("core_fund").join(controls.table("core_project"), on="project_id")
    carried = funds.filter(pl.col("project_name") == "长期护理服务评估费", pl.col("fund_source_code") == "carryover")
    amounts = carried.select("initial_budget_yuan", "adjusted_budget_yuan", "executed_yuan").rows()
    assert [[float(amount) for amount in row] for row in amounts] == [[0.0, 159600.0, 159600.0]]
    blank = funds.filter(pl.col("project_name") == "监督检查费", pl.col("fund_source_code") == "carryover")
    assert blank.select("adjusted_budget_yuan", "executed_yuan").rows()[0][1] is None
    declared = funds.filter(pl.col("form_type") == "target_declaration", pl.col("fund_source_code") == "total")
    assert sorted(float(amount) for amount in declared["initial_budget_yuan"]) == [100000.0, 150000000.0]
