"""The questions of 低分指标, 同类项目比较, 偏差原因, 目标与结果, 审核, 来源 and 字典 on a small build typed by hand."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pages.queries.published_db import close_builds, fetch_rows, load_question
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import build_rows

Filters = dict[str, list[str]]
NO_NARROWING: dict[str, Any] = {
    "loss_kind": [], "words": [], "cause": [], "measure": [], "measure_only": [], "grouping": "category",
    "severity": [],
    "rule": [], "source_kind": [], "family": "f1", "reading_status": [], "document": [], "table_name": [],
    "declaration": [], "evaluation": [], "form": [], "category": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("indicators"), 1, build_rows())
    close_builds()


@pytest.fixture()
def ask(all_filters: Filters) -> Any:
    """A function that answers a question with everything chosen but what is given."""
    return lambda question, **given: fetch_rows(question, {**all_filters, **NO_NARROWING, **given})


def places(rows: list[dict[str, Any]]) -> list[str]:
    """The indicators of an answer, in its order."""
    return [f"{row['project_id']}/{row['row_no']}" for row in rows]


def test_lost_points_come_worst_first_then_full_points_off_target(ask: Any) -> None:
    rows = ask("low_scoring_indicators")
    assert places(rows) == ["a1-01/1", "a1-01/3", "a4-01/1", "a1-01/2"]
    assert [row["loss_kind"] for row in rows] == ["失分", "失分", "失分", "满分但偏离目标"]
    assert [row["distance_class"] for row in rows] == ["已失分", "达到目标却扣分", None, "等于型目标偏离"]
    assert places(ask("low_scoring_indicators", loss_kind=["达到目标却扣分"])) == ["a1-01/3"]
    assert places(ask("low_scoring_indicators", loss_kind=["等于型目标偏离"])) == ["a1-01/2"]
    assert [row["indicator_id"] for row in rows] == places(rows)
    assert places(ask("low_scoring_indicators", loss_kind=["满分但偏离目标"])) == ["a1-01/2"]
    assert places(ask("low_scoring_indicators", district=["341182"])) == ["a4-01/1"]


def test_low_score_summary_counts_what_was_left_out(ask: Any) -> None:
    summary = ask("low_score_summary")[0]
    assert (summary["indicator_count"], summary["scored_count"]) == (12, 6)
    assert (summary["declared_count"], summary["unscored_count"]) == (4, 2)
    assert (summary["losing_count"], summary["lost_points"]) == (3, Decimal("7.0000"))
    assert summary["score_rate"] == pytest.approx(58 / 65)
    assert (summary["full_below_target_count"], summary["no_reason_count"]) == (1, 1)
    assert summary["execution_lost_points"] == Decimal("5.5"), (
        "what the funding total lost stands beside the indicators"
    )
    assert (summary["met_but_lost_count"], summary["equal_off_count"]) == (1, 1)
    nothing = ask("low_score_summary", year=["1999"])[0]
    assert (nothing["scored_count"], nothing["lost_points"], nothing["score_rate"]) == (0, Decimal(0), None)


def test_lost_points_add_up_by_category_and_department(ask: Any) -> None:
    by_category = {row["level2_name"]: row for row in ask("lost_points_by_category")}
    assert {name: int(row["lost_points"]) for name, row in by_category.items()} == {
        "数量指标": 5, "社会效益指标": 2, "质量指标": 0,
    }  # fmt: skip
    assert by_category["数量指标"]["scored_count"] == 3 and by_category["数量指标"]["indicator_count"] == 9
    assert by_category["数量指标"]["score_rate"] == pytest.approx(20 / 25)
    assert by_category["质量指标"]["full_below_target_count"] == 1
    departments = [
        (row["group_name"], int(row["lost_points"])) for row in ask("lost_points_by_group", lost_by="department")
    ]
    assert departments == [("甲局", 6), ("丙局", 1)], "the declaring department has no score and no bar"
    by_district = ask("lost_points_by_group", lost_by="district")
    districts = [(row["group_name"], int(row["lost_points"])) for row in by_district]
    assert districts == [("宝山区", 6), ("明光市", 1)]
    quality = ask("lost_points_by_group", lost_by="district", category=["质量指标"])
    assert [(row["group_name"], int(row["lost_points"])) for row in quality] == [("宝山区", 0)]


def test_distances_are_counted_with_the_reasons_why_there_is_none(ask: Any) -> None:
    assert len(ask("distance_to_target")) == 6
    statuses = {row["distance_status"]: row for row in ask("distance_status_counts")}
    assert {name: row["indicator_count"] for name, row in statuses.items()} == {
        "comparable": 6,
        "target_not_numeric": 2,
    }
    assert statuses["comparable"]["is_computable"] and not statuses["target_not_numeric"]["is_computable"]


def test_families_come_by_size_and_their_members_by_year(ask: Any) -> None:
    families = {row["family_id"]: row for row in ask("families")}
    assert list(families)[-1] == "f3" and families["f3"]["member_count"] == 1
    assert (families["f1"]["member_count"], families["f1"]["district_count"]) == (2, 2)
    assert (families["f1"]["evaluation_count"], families["f1"]["executed_yuan"]) == (1, Decimal("1000000.00"))
    assert [row["project_id"] for row in ask("family_members")] == ["a1-01", "a2-01"]
    assert ask("family_members", family=None) == []
    assert [(row["family_id"], row["is_shared"]) for row in ask("families")] == [
        (code, code != "f3") for code in families
    ]


def test_a_family_is_drawn_evenly_with_the_sizes_of_family_and_lanes(ask: Any) -> None:
    sizes = [(row["project_id"], row["lane_count"], row["member_count"]) for row in ask("family_sample", most=2)]
    assert sizes == [("a1-01", 1, 2), ("a2-01", 1, 2)]
    assert [row["project_id"] for row in ask("family_sample", most=1)] == ["a1-01"]
    assert ask("family_sample", most=1, family=None) == []


def test_notes_on_a_family_are_counted_and_the_most_frequent_come_first(ask: Any) -> None:
    notes = [(note["note_kind"], note["note_text"], note["form_count"]) for note in ask("family_notes")]
    assert notes == [("evidence", "词典", 2)]


def test_equal_targets_are_marked_across_white_space_and_only_between_forms(ask: Any) -> None:
    marked = [row for row in ask("family_indicators") if row["is_same_target"]]
    assert places(marked) == ["a1-01/1", "a2-01/1"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["a1-01/1", "a4-01/1", "a1-01/1"]),
        (["加强宣传"], ["a1-01/1"]),
        (["人数", "宣传"], ["a1-01/1"]),
        (["人数", "政策"], []),
        (["%"], ["a4-01/1"]),
        (["_"], ["a4-01/1"]),
        (["abc"], ["a4-01/1"]),
        (["' or 1=1"], []),
        (["财政"], ["a1-01/1"]),
    ],
)
def test_reasons_hold_every_word_as_it_stands(ask: Any, words: list[str], expected: list[str]) -> None:
    assert places(ask("deviation_reasons", words=words)) == expected


def test_reasons_are_narrowed_by_class_and_kind_and_know_their_block(ask: Any) -> None:
    assert places(ask("deviation_reasons", measure=["加强宣传培训"])) == ["a1-01/1"]
    assert places(ask("deviation_reasons", cause=["未识别"])) == ["a4-01/1"]
    assert places(ask("deviation_reasons", measure_only=["true"])) == ["a4-01/1"]
    assert [row["section_code"] for row in ask("deviation_reasons")] == ["indicator", "indicator", "fund"]
    names = {(row["class_kind"], row["reason_class_name"]): row["reason_count"] for row in ask("reason_classes")}
    assert names == {
        ("cause", "补助对象减少"): 1, ("measure", "加强宣传培训"): 1, ("cause", "财力紧张"): 1, ("cause", "未识别"): 1,
    }  # fmt: skip
    both = ask("deviation_reasons", cause=["补助对象减少"], measure=["加强宣传培训"])
    assert [(row["cause_names"], row["measure_names"]) for row in both] == [("补助对象减少", "加强宣传培训")]
    assert ask("deviation_reasons", cause=["财力紧张"], measure=["加强宣传培训"]) == []


def test_lost_points_without_a_reason_are_listed(ask: Any) -> None:
    assert places(ask("lost_points_without_reason")) == ["a1-01/3"]
    summary = ask("reason_summary")[0]
    assert (summary["losing_count"], summary["explained_count"], summary["unexplained_count"]) == (3, 2, 1)
    assert (summary["unexplained_points"], summary["reason_count"]) == (Decimal("2.0000"), 3)
    assert summary["measure_only_count"] == 1
    assert ask("reason_summary", year=["1999"])[0]["indicator_count"] == 0


def test_findings_are_severest_first_and_keep_those_without_a_form(ask: Any) -> None:
    assert [row["finding_id"] for row in ask("audit_findings")] == ["x1", "x2", "x3", "x4"]
    assert [row["finding_id"] for row in ask("audit_findings", district=["310113"])] == ["x1", "x2", "x3"]
    assert [row["finding_id"] for row in ask("audit_findings", severity=["中"], rule=["C04"])] == ["x2", "x3"]
    rules = {(row["rule_id"], row["severity"]): row for row in ask("findings_by_rule")}
    assert rules["C04", "中"]["finding_count"] == 2 and rules["C04", "中"]["form_count"] == 1
    assert rules["C04", "中"]["executed_yuan"] == Decimal("1000000.00"), "a form's money counts once"
    assert rules["C02", "高"]["rule_title"] == "未达标却满分"
    groups = ask("findings_by_group", grouping="district")
    grouped = {(row["group_name"], row["severity"]): row["finding_count"] for row in groups}
    assert grouped == {("宝山区", "高"): 1, ("宝山区", "中"): 2, ("未认定区划", "低"): 1}
    families = {row["group_name"] for row in ask("findings_by_group", grouping="family")}
    assert families == {"医疗救助", "未归入项目"}
    assert (summary := ask("findings_summary")[0])["finding_count"] == 4
    assert (summary["found_form_count"], summary["severe_form_count"]) == (1, 1)


def test_pairs_join_declaration_and_evaluation_of_one_district(ask: Any) -> None:
    pairs = ask("target_result_pairs")
    assert [(pair["declaration_id"], pair["evaluation_id"], pair["year_gap"]) for pair in pairs] == [
        ("a3-01", "a1-02", 1)
    ], "the family of two districts is no pair"
    assert len(ask("target_result_pairs", year=["2022"])) == 1 and ask("target_result_pairs", year=["2024"]) == []
    assert ask("target_result_pairs", declaration=["a3-01"], evaluation=["a1-02"]) == pairs
    assert ask("target_result_pairs", declaration=["a1-02"], evaluation=["a3-01"]) == []
    assert [ask("pair_count", year=[year])[0]["pair_count"] for year in ("2022", "2024")] == [1, 0]
    alone = [row["project_id"] for row in ask("forms_without_pair")]
    assert sorted(alone) == ["a1-01", "a2-01", "a4-01"]
    rows = {row["level3_name"]: row for row in ask("pair_indicators", **pairs[0])}
    assert {name: row["pair_status"] for name, row in rows.items()} == {
        "整理 数量": "目标不同", "保存年限": "目标相同", "数字化率": "自评表没有",
    }  # fmt: skip
    assert (rows["数字化率"]["project_id"], rows["数字化率"]["row_no"]) == ("a3-01", 3)
    assert (rows["整理 数量"]["project_id"], rows["整理 数量"]["row_no"]) == ("a1-02", 1)


def test_originals_set_aside_come_first_then_the_least_certain(ask: Any) -> None:
    assert [row["document_id"] for row in ask("sources")] == ["d9", "d2", "d1"]
    assert [row["document_id"] for row in ask("sources", reading_status=["set_aside"])] == ["d9"]
    assert len(ask("source_forms", document=["d1"])) == 5 and ask("source_forms", document=["d9"]) == []


def test_the_dictionary_is_searched_in_all_its_words(ask: Any) -> None:
    found = ask("dictionary_fields", words=["执行率", "mart_project"])
    assert [row["column_name"] for row in found] == ["adjusted_budget_yuan", "execution_rate"]
    assert {row["table_name"] for row in ask("dictionary_fields", table_name=["meta_rule"])} == {"meta_rule"}
    assert [row["rule_id"] for row in ask("dictionary_rules")] == ["C02", "C09"]
    assert [row["rule_id"] for row in ask("dictionary_rules", words=["满分"])] == ["C02"]


@pytest.mark.parametrize(
    ("operator", "distance", "lost", "expected"),
    [
        ("=", 0.3, 0, "等于型目标偏离"),
        ("=", -0.3, 2, "等于型目标偏离"),
        ("=", 0.0, 0, "达到或优于目标"),
        ("≥", 0.3, 0, "达到或优于目标"),
        ("≥", 0.0, 1, "达到目标却扣分"),
        ("≤", -0.3, 1, "已失分"),
        ("≥", -0.3, 0, "满分但偏离目标"),
        ("≥", -0.3, None, "低于目标，未印得分"),
        ("≥", -0.004, 0, "达到或优于目标"),
        (None, None, 3, None),
    ],
)
def test_a_distance_has_a_class(operator: str | None, distance: float | None, lost: int | None, expected: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(load_question("distance_class_macro"))
        connection.execute(load_question("off_target_macro"))
        answer = connection.execute("select distance_class($1, $2, $3)", [operator, distance, lost]).fetchone()
        off = connection.execute("select is_off_target('=', 0.3), is_off_target('≥', 0.3), is_off_target('=', 0.004)")
        assert answer == (expected,) and off.fetchone() == (True, False, False)
