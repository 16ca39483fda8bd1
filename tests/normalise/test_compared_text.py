"""Keys of texts: what is folded, what is removed, what stays; and how alike two keys are."""

import pytest

from etl.normalise.compared_columns import add_compared_columns, compare_project
from etl.normalise.compared_text import (
    LONGEST_COMPARED,
    compared_key,
    compute_similarity,
    compute_taken_share,
    fingerprint_key,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("１00％ ，≥95 %", "100%≥95%"),
        (">=45000人", "≥45000人"),
        ("=>45,000 人次。", "≥45000人次"),
        ("≧5；≦6", "≥5≤6"),
        ("3.5－4天", "3.5-4天"),
        ("3～5天", "3~5天"),
        ("做好——各项、工作（含维护）", "做好各项工作含维护"),
        ("A4 Ｕ盘", "a4u盘"),
        ("②项", "②项"),
        ("98.", "98"),
        (" ，。 ", None),
        ("", None),
        (None, None),
    ],
)
def test_two_spellings_of_the_same_words_have_one_key(text: str | None, key: str | None) -> None:
    assert compared_key(text) == key


def test_a_fingerprint_tells_texts_apart_and_nothing_else() -> None:
    first, second = compared_key("保障运行，按时办结。"), compared_key("保障运行 按时办结")
    assert fingerprint_key(first) == fingerprint_key(second) == "502fd5b22facdfb7"
    assert fingerprint_key("保障运行") != fingerprint_key(first)
    assert fingerprint_key(None) is None


def test_similarity_is_the_share_of_the_longer_text_that_stays() -> None:
    assert compute_similarity("按时足额发放补贴", "按时足额发放补贴") == 1
    assert compute_similarity("按时足额发放补贴", "已按时足额发放补贴资金") == pytest.approx(8 / 11, abs=1e-4)
    assert compute_similarity("按时", None) is None


def test_what_a_text_takes_from_another_is_the_share_of_its_runs() -> None:
    assert compute_taken_share("按时发放", "做到按时发放补贴") == 1
    assert compute_taken_share("按时发放补贴两万人", "做到按时发放补贴") == 0.5
    assert compute_taken_share("修复漏点", "按时发放补贴") == 0
    assert compute_taken_share("按时", "按时") is None
    assert compute_taken_share(None, "按时发放") is None


def test_an_endless_text_costs_no_minutes() -> None:
    assert compute_similarity("目标" * LONGEST_COMPARED, "目标" * LONGEST_COMPARED + "完成") == 1


def test_columns_of_comparison_follow_from_the_texts_that_stand_in_the_rows() -> None:
    texts = dict.fromkeys(
        ("overall_goal_text", "project_overview_text", "necessity_text", "implementation_plan_text"), None
    )
    project = texts | {
        "project_id": "p",
        "project_name": "养路费（省级）",
        "unit_name": None,
        "department_name": "交通局",
        "goal_text": "养护 3 条路。",
        "completion_text": None,
    }
    indicator = {
        "project_id": "p",
        "row_no": 1,
        "level3_name": "养护里程",
        "target_text": "≥１０公里",
        "actual_text": None,
        "deviation_reason_text": "无偏差。",
    }
    indicator |= {"target_unit": "公里", "actual_unit": None}
    reason = {"project_id": "p", "row_no": 1, "deviation_reason_text": "雨多。"}
    rows = add_compared_columns(
        {"core_project": [project], "core_indicator": [indicator], "core_deviation_reason": [reason], "core_fund": []}
    )
    found = rows["core_project"][0]
    assert (found["responsible_name"], found["is_transfer"]) == ("交通局", True)
    assert (found["goal_key"], found["has_goal_digit"]) == ("养护3条路", True)
    assert (found["completion_key"], found["has_completion_digit"], found["goal_completion_similarity"]) == (None,) * 3
    found = rows["core_indicator"][0]
    assert (found["level3_key"], found["target_key"], found["actual_key"]) == ("养护里程", "≥10公里", None)
    assert found["project_wording_rate"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["has_stated_reason"] is False
    found = rows["core_deviation_reason"][0]
    assert (found["reason_key"], found["has_stated_reason"]) == ("雨多", True)
    assert [row["quantity_text"] for row in rows["core_text_quantity"]] == ["3 条"]
    again = add_compared_columns(rows)
    assert again == rows


@pytest.mark.parametrize(
    ("name", "says_transfer"),
    [
        ("医疗救助（东财预〔2022〕127号）", True),
        ("医疗救助补助资金—社23011", True),
        ("养路费（市级）", True),
        ("提前下达2024年养路补助", True),
        ("中央财政养路补助", True),
        ("2023年养路费", False),
        ("中央公园维护费（一期）", False),
        ("养路费（区级）", False),
    ],
)
def test_money_from_above_names_its_document_its_number_or_its_level(name: str, says_transfer: bool) -> None:
    form = {"project_name": name, "unit_name": "", "department_name": None, "goal_text": None, "completion_text": None}
    assert compare_project(form)["is_transfer"] is says_transfer
    assert compare_project(form | {"project_name": None})["is_transfer"] is None
    assert compare_project(form)["responsible_name"] is None
