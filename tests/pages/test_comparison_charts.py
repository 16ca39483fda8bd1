"""The drawings of indicators, families and findings, and the table of indicators side by side: what they hold."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pyarrow as pa

from pages.charts.distance_strip import SHOWN_PERCENT, count_beyond, draw_distance_strip
from pages.charts.drawing import Drawing
from pages.charts.family_money_bar import draw_family_money_bar, forms_without_bar
from pages.charts.family_money_range import draw_family_money_range, forms_without_point
from pages.charts.findings_stack import MOST_PLACES, count_drawn, draw_findings_stack
from pages.charts.ranked_bar import MOST_BARS, draw_ranked_bar
from pages.widgets.pickable_chart import identity, picked_rows, selected_points
from pages.widgets.side_by_side import SAME_HEADER, form_headers, forms_at_first, indicators_side_by_side

HOSTILE = "<b>x</b><a href='http://127.0.0.1'>y</a>"


def distance(number: int, rate: float, lost: int | None, **given: Any) -> dict[str, Any]:
    """One row of distance_to_target."""
    row = {
        "indicator_id": f"p-01/{number}", "fiscal_year": 2023, "division_label": "宝山区", "project_name": HOSTILE,
        "level2_name": "数量指标", "level3_name": "册数", "target_text": "≥5", "actual_text": "<3",
        "weight_points": Decimal(10), "score_points": Decimal(10), "distance_rate": rate,
        "lost_points": None if lost is None else Decimal(lost), "distance_class": "达到或优于目标",
    }  # fmt: skip
    return row | given


def test_distances_are_drawn_by_class_and_held_at_the_edge() -> None:
    classes = ["已失分", "满分但偏离目标", "达到或优于目标", "达到或优于目标", "等于型目标偏离"]
    rates = [-0.4, -0.01, -0.004, 12.0, 0.3]
    rows = [
        distance(n, rate, 0, distance_class=word)
        for n, (rate, word) in enumerate(zip(rates, classes, strict=True), start=1)
    ]
    table = pa.Table.from_pylist(rows)
    figure = draw_distance_strip(table)
    points = {trace.name: [place[0] for place in trace.customdata] for trace in figure.data}
    assert points == {
        "达到或优于目标（2）": ["p-01/3", "p-01/4"], "满分但偏离目标（1）": ["p-01/2"],
        "等于型目标偏离（1）": ["p-01/5"], "已失分（1）": ["p-01/1"],
    }  # fmt: skip
    assert max(figure.data[0].x) == SHOWN_PERCENT[1] and count_beyond(table) == 1
    assert figure.to_json() == draw_distance_strip(table).to_json(), "the lanes are the same on every run"


def test_many_points_of_several_classes_never_share_a_lane() -> None:
    classes = ("达到或优于目标", "满分但偏离目标", "已失分")
    rows = [distance(n, -0.4 if n % 3 else 0.02, 0, distance_class=classes[n % 3]) for n in range(1, 3_001)]
    many, few = (pa.Table.from_pylist(rows[:count]) for count in (3_000, 30))
    figure = draw_distance_strip(many)
    lanes = [(min(trace.y), max(trace.y)) for trace in figure.data]
    assert lanes == sorted(lanes) and all(upper < lower for (_, upper), (lower, _) in pairwise(lanes))
    assert sum(len(trace.x) for trace in figure.data) == 3_000, "nothing is left out"
    looks = [drawn.data[0].marker for drawn in (draw_distance_strip(few), figure)]
    assert looks[1].opacity < looks[0].opacity and looks[1].size < looks[0].size
    assert list(figure.layout.xaxis.range) == [-45, 15], "no room for distances that do not occur"


def test_texts_of_documents_do_not_reach_plotly_as_markup() -> None:
    figure = draw_distance_strip(pa.Table.from_pylist([distance(1, 0.1, 0, level2_name=HOSTILE)]))
    shown = [*figure.data[0].hovertext, *figure.layout.yaxis.ticktext]
    assert shown and all("<b>" not in text and "<a " not in text for text in shown)


def test_ranked_bars_keep_the_order_and_say_what_was_clicked() -> None:
    table = pa.table({"lost": [Decimal(20 - number) for number in range(20)]})
    names = [f"类{number}<i>" for number in range(20)]
    figure = draw_ranked_bar(table, names, "lost", "失分（分）", names, names)
    (bars,) = figure.data
    assert list(bars.x) == [float(20 - number) for number in range(MOST_BARS)]
    assert [place[0] for place in bars.customdata] == names[:MOST_BARS]
    assert figure.layout.yaxis.ticktext[0] == "类0&lt;i&gt;" and figure.layout.xaxis.title.text == "失分（分）"
    longer = ["目标设定不合理或脱离实际情况的原因<b>", *names[1:]]
    figure = draw_ranked_bar(table, longer, "lost", "失分（分）；柱旁为得分率", longer, longer)
    lines = figure.layout.yaxis.ticktext[0].split("<br>")
    assert len(lines) == 2 and max(map(len, lines)) <= 9 and "<b>" not in "".join(lines), "in a narrow window it is cut"
    assert figure.layout.xaxis.title.text == "失分（分）<br>柱旁为得分率" and figure.layout.xaxis.showticklabels is None
    bare = draw_ranked_bar(table, names, "lost", "", names, names)
    assert bare.layout.xaxis.showticklabels is False, "figures without a unit say nothing"


def member(form: str, year: int, executed: int | None, **given: Any) -> dict[str, Any]:
    """One form of a family."""
    row = {
        "project_id": form, "form_type": "self_evaluation", "form_type_label": "自评表", "fiscal_year": year,
        "division_label": "宝山区", "project_name": "救助", "initial_budget_yuan": Decimal(50_000),
        "adjusted_budget_yuan": None if executed is None else Decimal(100_000), "execution_rate": 0.5,
        "executed_yuan": None if executed is None else Decimal(executed),
    }  # fmt: skip
    return row | given


def family(members: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of family_sample where all forms are drawn."""
    rows = list(members)
    lanes = Counter((row["fiscal_year"], row["form_type"]) for row in rows)
    counted = {"member_count": len(rows)}
    return [row | counted | {"lane_count": lanes[row["fiscal_year"], row["form_type"]]} for row in rows]


def test_family_money_keeps_the_order_of_years_and_leaves_unknown_blank() -> None:
    rows = [
        member("a", 2022, 10_000),
        member("b", 2023, 90_000),
        member("c", 2024, None, form_type="target_declaration", execution_rate=None),
    ]
    budget, executed = draw_family_money_bar(pa.Table.from_pylist(rows)).data
    assert list(budget.x) == [10.0, 10.0, 5.0], "in 万元; a declaration shows the sum declared"
    assert list(executed.x) == [1.0, 9.0, None]
    assert [place[0] for place in executed.customdata] == ["a", "b", "c"]
    assert executed.text == ("50.00%", "50.00%", "") and budget.text is None, "the rate stands beside what was spent"
    without = member("d", 2024, None, initial_budget_yuan=None)
    assert forms_without_bar(pa.Table.from_pylist([*rows, without])) == {"没有资金数": 1}


def test_every_form_of_a_large_family_is_a_point_in_the_lane_of_its_year() -> None:
    rows = [member(f"{year}-{place}", year, 10_000 * (place + 1)) for year in (2022, 2023) for place in range(40)]
    rows += [member("none", 2023, None, initial_budget_yuan=None)]
    table = pa.Table.from_pylist(family(rows))
    budget, executed = draw_family_money_range(table).data
    assert sorted(place[0] for place in executed.customdata) == sorted(row["project_id"] for row in rows[:-1])
    assert dict(zip((place[0] for place in executed.customdata), executed.x, strict=True))["2022-7"] == 8.0
    assert set(executed.y) == {"2022 自评（40 张）", "2023 自评（41 张）"} and set(budget.x) == {10.0}
    assert list(draw_family_money_range(table).layout.yaxis.categoryarray) == [
        "2022 自评（40 张）",
        "2023 自评（41 张）",
    ]
    assert {why: count for why, count in forms_without_point(table).items() if count} == {"没有资金数": 1}


def test_a_family_with_one_huge_sum_gets_a_log_axis_and_says_what_it_cannot_show() -> None:
    idle = member("idle", 2022, 0, adjusted_budget_yuan=Decimal(0))
    rows = [member("big", 2022, 900_000_000), idle, *(member(f"{n}", 2022, 90_000) for n in range(30))]
    table = pa.Table.from_pylist(family(rows))
    figure = draw_family_money_range(table)
    assert figure.layout.xaxis.type == "log" and "对数" in figure.layout.xaxis.title.text
    assert "idle" not in {place[0] for trace in figure.data for place in trace.customdata}
    assert {why: n for why, n in forms_without_point(table).items() if n} == {"金额为零，对数轴画不出": 1}


def test_what_was_not_drawn_is_counted_and_a_lane_says_how_many_forms_it_has() -> None:
    rows = [row | {"lane_count": 25, "member_count": 30} for row in family(member(f"{n}", 2022, 1) for n in range(9))]
    table = pa.Table.from_pylist(rows)
    assert set(draw_family_money_range(table).data[1].y) == {"2022 自评（25 张）"}
    assert forms_without_point(table)["图上放不下，按次序均匀抽取"] == 30 - 9


def test_findings_are_stacked_by_severity_and_counted() -> None:
    rows = [
        {"group_name": f"区{place:02d}", "severity": severity, "finding_count": count, "form_count": 1}
        for place in range(MOST_PLACES + 1)
        for severity, count in (("高", place), ("低", 1))
    ]
    table = pa.Table.from_pylist(rows)
    severe, middle, low = draw_findings_stack(table).data
    assert list(severe.x) == list(range(MOST_PLACES, 0, -1)) and set(middle.x) == {0} and set(low.x) == {1}
    assert count_drawn(table) == sum(range(1, MOST_PLACES + 1)) + MOST_PLACES, "the district without severe ones is out"


def test_picked_points_are_drawn_as_such_and_a_line_that_nobody_can_pick_stays() -> None:
    assert selected_points([["a", "b"], [], ["b"]], ["b"]) == [[1], None, [0]]
    assert selected_points([["a", "b"], []], []) == [None, None], "nothing fades where nothing is picked"
    drawing = Drawing()
    drawing.add("bar", x=[1, 2], customdata=[["a"], ["b"]])
    drawing.add("scatter", x=[1])
    bars, line = drawing.with_selected([[1], None], 2).data
    assert (bars.selectedpoints, line.selectedpoints) == ((1,), None)
    assert drawing.data[0].selectedpoints is None, "the figure that others have is not changed"
    other = Drawing()
    other.add("bar", x=[1, 3], customdata=[["a"], ["b"]])
    assert drawing.mark != other.mark


def test_a_pick_is_an_identity_and_falls_away_with_its_row() -> None:
    assert [identity(data) for data in ("a", ["a"], {"0": "a"}, [], None)] == ["a", "a", "a", None, None]
    table = pa.table({"name": ["a", "b"], "n": [1, 2]})
    assert picked_rows(table, "name", ["b"])["n"].to_pylist() == [2]
    assert picked_rows(table, "n", ["2"])["name"].to_pylist() == ["b"]
    assert picked_rows(table, "name", ["gone"]).num_rows == 2 and picked_rows(table, "name", []).num_rows == 2


def indicator(form: str, row_no: int, name: str, target: str | None, *, is_same: bool = False) -> dict[str, Any]:
    """One row of family_indicators."""
    return {
        "project_id": form, "row_no": row_no, "level1_name": "产出指标", "level2_name": "数量指标", "level3_name": name,
        "target_text": target, "actual_text": "6", "weight_points": Decimal(10), "score_points": Decimal(8),
        "is_same_target": is_same,
    }  # fmt: skip


def test_forms_of_one_kind_and_the_latest_year_stand_side_by_side_at_first() -> None:
    members = [member("a", 2022, 1), member("b", 2023, 1), member("c", 2023, 1), member("d", 2024, 1)]
    declared = [member("e", 2023, 1, form_type="target_declaration")]
    assert forms_at_first([*declared, *members]) == ["b", "c"], "one form of 2024 has nothing beside it"
    assert forms_at_first([*declared, *members[2:]]) == ["e", "c", "d"]


def test_indicators_of_one_name_stand_on_one_row() -> None:
    headers = form_headers([member("a", 2023, 1), member("b", 2023, 1), member("c", 2023, 1)])
    assert list(headers.values()) == [
        "宝山区 2023 自评 救助", "（第2张）宝山区 2023 自评 救助", "（第3张）宝山区 2023 自评 救助",
    ]  # fmt: skip
    alike = [member(form, 2023, 1, project_name=f"城乡居民基本医疗保险财政补助资金{form}") for form in "ab"]
    shown = list(form_headers(alike).values())
    assert shown[0] != shown[1] and all(len(header) < 26 and "第" not in header for header in shown)
    indicators = [
        indicator("a", 1, "册数", "≥5", is_same=True), indicator("a", 2, "册数", "≥9"), indicator("a", 3, "只此", None),
        indicator("b", 7, "册 数", "≥5", is_same=True), indicator("c", 1, "册数", "≥5"),
    ]  # fmt: skip
    shown = {form: headers[form] for form in ("a", "b")}
    table, cells = indicators_side_by_side(indicators, shown)
    assert table["三级指标"].to_pylist() == ["册数", "册数", "只此"]
    assert table[headers["a"]].to_pylist() == [
        "＝ ≥5 → 6（8.00/10.00）", "≥9 → 6（8.00/10.00）", "未写目标 → 6（8.00/10.00）",
    ]  # fmt: skip
    assert table[headers["b"]].to_pylist() == ["＝ ≥5 → 6（8.00/10.00）", None, None]
    assert headers["c"] not in table.column_names and table[SAME_HEADER].to_pylist() == [2, None, None]
    assert cells[0] == {headers["a"]: ("a", 1), headers["b"]: ("b", 7)} and cells[2] == {headers["a"]: ("a", 3)}
