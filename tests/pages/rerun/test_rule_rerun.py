"""Rules asked again under other thresholds: as the audit itself, bounded, and nothing that is no rule.

The build holds what the audit found in a few invented forms, so that both can be compared.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from pages.queries.build_folder import DamagedBuildError
from pages.queries.published_db import (
    ask_published,
    build_in_use,
    close_builds,
    fetch,
    fetch_rows,
)
from pages.queries.published_db_stand_in import StandIn
from pages.queries.rule_rerun import AS_PUBLISHED, WhatIf, judged_by
from tests.pages.conftest import write_build
from tests.pages.rerun.conftest import open_page, published_rows

FINDING_COLUMNS = ("rule_id", "severity", "project_id", "row_no", "place_text", "finding_id", "message", "section_code")


def judged(what_if: WhatIf) -> pl.DataFrame:
    stand_in = judged_by(what_if)
    assert stand_in is not None
    return pl.DataFrame(fetch("published_findings", {}, stand_in).to_pydict()).sort("finding_id")


def rules_of(findings: pl.DataFrame, project_id: str) -> set[str]:
    return set(findings.filter(pl.col("project_id") == project_id)["rule_id"])


def test_every_rule_asked_again_with_its_value_finds_what_the_audit_found() -> None:
    published = pl.DataFrame(fetch("published_findings").to_pydict()).sort("finding_id")
    in_force = {row["rule_id"]: row for row in fetch_rows("runnable_rules") if row["is_enabled"]}
    again = judged(WhatIf(on=tuple(in_force)))
    assert {"C08", "D01", "D02", "G01"} <= set(published["rule_id"])
    assert again.select(FINDING_COLUMNS).rows() == published.select(FINDING_COLUMNS).rows()


def test_a_threshold_moves_findings_both_ways_and_leaves_the_build_alone() -> None:
    published = fetch("published_findings")
    stricter = judged(WhatIf(values=(("C08", "ratio", 1.1), ("D01", "low_rate", 0.9))))
    assert "C08" in rules_of(stricter, "y-01") and "D01" in rules_of(stricter, "y-01")
    assert "C08" not in rules_of(judged(WhatIf(values=(("C08", "ratio", 2.0),))), "x-01")
    placed = {row["rule_id"]: row["place_text"] for row in stricter.filter(project_id="x-01").to_dicts()}
    assert (placed["C08"], placed["D01"]) == ("第 8 行第 5 格", "第 5 行第 4 格")
    assert fetch("published_findings") == published and judged_by(AS_PUBLISHED) is None


def test_what_a_rule_said_is_counted_by_severity_beside_what_it_may_say() -> None:
    tried = judged_by(WhatIf(values=(("D01", "low_rate", 0.9),)))
    counts = {row["rule_id"]: row["severities_text"] for row in fetch_rows("rule_counts", {}, tried)}
    assert counts["D01"] == "高 1、低 1"


def test_the_reasons_of_a_form_count_each_severity_for_itself(all_filters: dict[str, list[str]]) -> None:
    published = fetch("published_findings").to_pylist()
    shared = {"rule_id": "B05", "source_kind": "rule", "project_id": "y-01", "section_code": "indicator"}
    added = [published[0] | shared | {"finding_id": f"n{row}", "row_no": row, "severity": severity}
             for row, severity in ((5, "高"), (6, "低"), (7, "低"))]  # fmt: skip
    schema = fetch("published_findings").schema
    stand_in = StandIn(("mixed",), {"audit_finding": pa.Table.from_pylist(added, schema)})
    asked = {**all_filters, "severity": [], "rule": [], "source_kind": []}
    (form,) = fetch_rows("worst_forms", asked, stand_in)
    assert (form["high_fact_count"], form["low_fact_count"]) == (1, 2)
    assert re.fullmatch(r"高：(\w+)；低：\1（共 2 处）", form["reasons_text"]), form["reasons_text"]


@pytest.mark.parametrize(("asked", "held"), [(-1e9, "小于目标的 1.1 倍，或说明原因"), (1e9, None)])
def test_a_value_out_of_range_is_held_at_its_bound(asked: float, held: str | None) -> None:
    found = judged(WhatIf(values=(("C08", "ratio", asked),))).filter(rule_id="C08")
    assert set(found["expected"]) == ({held} if held else set())


def test_a_rule_is_left_out_and_one_that_the_bureau_switched_off_is_tried() -> None:
    assert "C08" not in set(judged(WhatIf(off=("C08",)))["rule_id"])
    tried = judged(WhatIf(on=("D04",)))
    assert "D04" not in set(fetch("published_findings")["rule_id"].to_pylist())
    assert {"x-01", "y-01"} == set(tried.filter(rule_id="D04")["project_id"])


@pytest.mark.parametrize(
    "text",
    [
        "drop table audit_finding", "select 1; drop table audit_finding", "select $a as b", "select from", "",
        "insert into core_fund select 1", "copy core_fund to 'x.csv'",
    ],
)  # fmt: skip
def test_what_is_no_single_question_is_not_asked(text: str) -> None:
    with pytest.raises(DamagedBuildError, match=r"不是预期的查询|无法解读"):
        ask_published(build_in_use(), text, {})
    assert fetch("published_findings").num_rows


def test_rules_on_one_fact_count_once_in_the_list_of_the_worst(all_filters: dict[str, list[str]]) -> None:
    asked = {**all_filters, "severity": [], "rule": [], "source_kind": []}
    worst = fetch_rows("worst_forms", asked)
    assert [row["project_id"] for row in worst] == ["x-01", "y-01"]
    first = worst[0]
    assert {"D01", "D02", "D03", "G01"} <= rules_of(judged(WhatIf(off=("A01",))), "x-01")
    said = re.split("[：；、]", first["reasons_text"])
    assert {"资金没有用出去", "自评得分与资金执行不符"} <= set(said), "idle money and a score against it are two facts"
    assert said.count("自评得分与资金执行不符") == 1, "three rules, one fact, one place"
    assert first["high_fact_count"] == 1 + first["reasons_text"].split("；")[0].count("、")
    weight = 10 * first["high_fact_count"] + 3 * first["middle_fact_count"] + first["low_fact_count"]
    assert first["distrust_weight"] == pytest.approx(weight * 2.0414, rel=1e-4), "lg(10 + 100 万元)"


@pytest.fixture()
def several_severities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A build where rules on one fact find it of a form at 低, and of its rows at 高 and at 低; and a declaration."""
    facts = [("C06", "x-01", 1, "高"), ("C06", "x-01", 2, "高"), ("G24", "x-01", None, "低"), ("G24", "x-01", 3, "低")]
    found = [*facts, *(("C06", "y-01", row, "高") for row in (1, 2, 3))]
    findings = [
        {"finding_id": f"f{number}", "source_kind": "rule", "rule_id": rule, "severity": severity,
         "document_id": form[0], "project_id": form, "row_no": row, "message": "照抄"}
        for number, (rule, form, row, severity) in enumerate(found)
    ]  # fmt: skip
    rows = published_rows() | {"audit_finding": findings}
    rows["mart_project"][1]["form_type"] = "target_declaration"
    monkeypatch.setenv("JIXIAO_PUBLISHED", str(write_build(tmp_path, 1, rows)))
    yield
    close_builds()


@pytest.mark.usefixtures("several_severities")
def test_a_hint_on_the_form_hides_no_severer_row_and_declarations_come_last(all_filters: dict[str, list[str]]) -> None:
    worst = fetch_rows("worst_forms", {**all_filters, "severity": [], "rule": [], "source_kind": []})
    told = {row["project_id"]: (row["reasons_text"], row["high_fact_count"], row["low_fact_count"]) for row in worst}
    assert told["x-01"] == ("高：完成值照抄目标值（共 2 处）；低：完成值照抄目标值", 2, 1)
    assert list(told) == ["x-01", "y-01"] and told["y-01"][1] == 3, "the declaration has more, and comes after"


def test_the_page_counts_by_what_the_address_tries_and_says_so() -> None:
    address = {"view": "findings", "rule": "C08", "p.c08.ratio": "1.1", "p.d01.low_rate": "7", "p.zz.x": "1"}
    app = open_page(**address, rule_off="G01")
    assert not app.exception
    assert len(app.dataframe[0].value) == 2, "both forms are 1.1 times above their target"
    warnings = " ".join(one.value for one in app.warning).replace("\\", "")
    assert "C08 完成值与目标值之比 1.1（现行 1.3）" in warnings and "不用的规则：G01" in warnings
    assert "阈值（2 个）" in warnings, "one out of range, one that no rule has"


def test_the_part_on_rules_shows_what_comes_and_goes_and_why_a_rule_is_off() -> None:
    app = open_page(view="rules", **{"p.c08.ratio": "1.1"})
    assert not app.exception
    changed, rules = app.dataframe[0].value, app.dataframe[1].value
    assert list(changed["变化"]) == ["新提示"] and list(changed["项目名称"]) == ["项目y"]
    states = dict(zip(rules["规则"], rules["状态"], strict=True))
    assert (states["C08"], states["D04"], states["A10"]) == ("试算阈值", "本局停用：本局另行催报原因", "使用")
    severities = {row["规则"]: (row["最高可判"], row["试算各级（条）"]) for row in rules.to_dict("records")}
    assert severities["D01"] == ("高", "高 1")
    assert severities["A10"] == ("高", "")


def test_a_severity_that_moves_is_told_as_such() -> None:
    app = open_page(view="rules", **{"p.d01.high_rate": "0.86", "p.d01.middle_rate": "0.86", "p.d01.low_rate": "0.86"})
    changes = app.dataframe[0].value
    assert list(changes["变化"]) == ["新提示"] and list(changes["项目名称"]) == ["项目y"]
    app = open_page(view="rules", **{"p.d01.high_rate": "0.2"})
    assert list(app.dataframe[0].value["变化"]) == ["级别变了（原为高）"]


def test_unproven_points_are_words_and_never_a_number() -> None:
    from pages.widgets.audit_scores import score_text

    assert score_text(None, Decimal("31.88"), Decimal(60)) == "已证实 31.88，未证实 60.00"
    assert score_text(Decimal("99.5"), Decimal("99.5"), Decimal(0)) == "99.50"
    assert score_text(None, None, None) == "—"


def test_a_slider_that_is_moved_again_before_the_address_has_arrived_keeps_its_last_value() -> None:
    app = open_page(view="rules", tune="C08")
    app.slider(key="p.c08.ratio").set_value(1.1).run()
    assert app.query_params["p.c08.ratio"] == "1.1"
    del app.query_params["p.c08.ratio"]  # as the browser sends it that has not got the new address
    app.slider(key="p.c08.ratio").set_value(1.2).run()
    assert app.slider(key="p.c08.ratio").value == 1.2
    assert app.query_params["p.c08.ratio"] == "1.2"


def test_the_dictionary_counts_the_rules_that_the_audit_has() -> None:
    rules = [row["rule_id"] for row in fetch_rows("runnable_rules")]
    every = fetch_rows("dictionary_rules", {"words": []})
    assert {row["rule_id"] for row in every if row["entry_kind"] == "rule"} == {*rules}
    apart = [row["not_run_reason_text"] for row in every if row["entry_kind"] != "rule"]
    assert apart and all(apart), "what cannot be run on the data is listed with the reason"
    app = open_page(view="rules").switch_page("pages/data_dictionary.py").run()
    assert app.tabs[1].label == f"审核规则（{len(rules)}）"
    told = f"审核规则 {len(rules)} 条；另列这批数据不能审的规则 {len(apart)} 条"
    assert any(told in caption.value for caption in app.caption)
