"""Quantities in running text: what counts as one, what it says, and which indicator counts the same thing."""

import time

import pytest

from etl.normalise.compared_text import compared_key
from etl.normalise.text_quantity import MOST_QUANTITIES, find_quantities
from etl.normalise.typed_quantity import type_text_quantities


@pytest.mark.parametrize(
    ("text", "quantity", "value", "unit", "operator", "subject"),
    [
        ("全年共检查药店2,824家次。", "2,824家次", 2824, "家次", None, "全年共检查药店"),
        ("年末在服务人数2.86万人", "2.86万人", 28600, "人", None, "年末在服务人数"),
        ("招录7名护理员", "7名", 7, "人", None, "招录护理员"),
        ("满意度达到９５％以上", "95%", 95, "%", "≥", "满意度"),
        ("维修费用不超过30万元", "30万元", 300_000, "元", "≤", "维修费用"),
        ("服务老人约3000余户", "3000余户", 3000, "户", "约", "服务老人"),
        ("对101.34万参保个人审核", "101.34万", 1_013_400, None, None, "对参保个人审核"),
        ("15日内办结", "15日", 15, "天", "≤", "办结"),
        ("投诉率低于上一年度数值", "低于上一年度数值", None, None, "<", "投诉率"),
        ("1.养护道路 3 条", "3 条", 3, "条", None, "养护道路"),
        ("比上年提高2个百分点", "2个百分点", 2, "百分点", None, "比上年提高"),
    ],
)
def test_a_quantity_is_its_number_its_unit_and_what_it_counts(
    text: str, quantity: str, value: float | None, unit: str | None, operator: str | None, subject: str
) -> None:
    (found,) = find_quantities(text)
    assert (found.text, found.value, found.unit, found.operator) == (quantity, value, unit, operator)
    assert found.subject == subject
    assert found.end - found.start == len(quantity)


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月底前完成",
        "2022年-2024年工作",
        "23年6月前办结，6月30日验收",
        "某财〔2022〕127号文",
        "7×24小时值守",
        "A4纸、5G网络、110千伏",
        "平台2.0版",
        "第3批，1、巡查；（2）维修",
        "比例1:3",
        "补贴3-5人",
        "电话138****5678",
        "②项",
        "按时足额发放，做到应保尽保",
        "",
    ],
)
def test_dates_documents_lists_and_names_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_a_hostile_text_is_read_in_no_time_and_gives_a_bounded_number() -> None:
    started = time.process_time()
    assert len(find_quantities("检查1家、" * 50_000)) == MOST_QUANTITIES
    assert find_quantities("1," * 50_000) == []
    assert find_quantities("9" * 50_000) == []
    find_quantities("不低于前" * 20_000)
    assert time.process_time() - started < 30  # processor seconds; a twentieth of one where nothing is looked at twice


def rows_of(goal: str, *indicators: tuple[str, str | None]) -> list[tuple[object, object]]:
    project = {"project_id": "p", "goal_text": goal, "completion_text": None, "overall_goal_text": None}
    named = [
        {"row_no": number, "level3_key": compared_key(name), "target_unit": unit, "actual_unit": None}
        for number, (name, unit) in enumerate(indicators, start=1)
    ]
    return [(row["row_no"], row["match_rate"]) for row in type_text_quantities(project, named)]


def test_a_quantity_finds_the_indicator_that_counts_the_same_thing_in_the_same_unit() -> None:
    assert rows_of("聘用护理员7名", ("巡查次数", "次"), ("护理员聘用人数", "人"), ("聘用护理员数量", "人")) == [
        (3, 1.0)
    ]
    assert rows_of("发放补贴2万人次", ("补贴发放人次", "人次"), ("发放补贴人次", "万人次")) == [(2, 1.0)]


def test_another_thing_or_another_unit_is_not_the_same() -> None:
    assert rows_of("聘用护理员7名", ("护理员服装", "套"), ("满意度", "%")) == [(None, None)]
    assert rows_of("共检查药店30家", ("第三方参与检查次数", "家")) == [(None, None)]
