"""The drawings of 总览 and 预算执行率 hold the rows' values; texts of documents cannot become markup in them."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import streamlit as st

from pages.charts.budget_and_execution import count_off_log_axes, draw_budget_and_execution
from pages.charts.chart_theme import MOST_GROUPS, MUTED, REST, grouped
from pages.charts.drawing import Drawing
from pages.charts.execution_bands import draw_execution_bands
from pages.charts.execution_ecdf import draw_execution_ecdf, too_small
from pages.charts.execution_groups import MOST_LANES, Groups, execution_members, in_groups
from pages.charts.execution_histogram import draw_execution_histogram, rate_step
from pages.charts.execution_strip import draw_execution_strip
from pages.charts.place_year_heat import CELL_MARK, draw_place_year_heat
from pages.charts.signal_colours import PLAIN
from pages.queries.published_db import fetch
from pages.widgets.place_heat import open_place_year

BANDS = ["<50%", "50–80%", "80–90%", "90–100%", "100%", ">100%"]


def execution_groups(rows: pa.Table, group_column: str, most: int = MOST_GROUPS) -> Groups:
    return in_groups(execution_members(rows, group_column), most)


def draw_years(rows: pa.Table, is_by_money: bool) -> Drawing:
    years = execution_groups(rows, "fiscal_year")
    return draw_execution_ecdf(years, is_by_money, list(years))


def test_a_hover_of_a_form_without_year_says_so(rows: pa.Table) -> None:
    place = rows.column_names.index("fiscal_year")
    without = rows.set_column(place, "fiscal_year", pa.nulls(rows.num_rows, pa.int64()))
    assert all("　年度未印<" in member.hover + "<" for _, member in execution_members(without, "division_label"))


def sixteen_districts(rows: pa.Table, times: int) -> pa.Table:
    """The rows so many times in each of sixteen districts."""
    place, many = rows.column_names.index("division_label"), pa.concat_tables([rows] * times)
    labels = [pa.array([f"第{number:02d}区"] * many.num_rows) for number in range(16)]
    return pa.concat_tables([many.set_column(place, "division_label", [label]) for label in labels])


@pytest.fixture()
def rows(all_filters: dict[str, list[str]]) -> pa.Table:
    """The self-evaluations of the small build, the one without money among them."""
    return fetch("execution_rows", all_filters)


def test_the_strip_has_one_point_a_form_with_a_rate(rows: pa.Table) -> None:
    figure = draw_execution_strip(execution_groups(rows, "division_label"), False)
    points = {
        point[0]: (x, trace.name) for trace in figure.data for point, x in zip(trace.customdata, trace.x, strict=True)
    }
    assert points == {
        "p1-01": (pytest.approx(25.000025), "宝山区"),
        "p2-01": (125.0, "普陀区"),
        "p3-01": (100.0, "明光市"),
    }


def test_the_group_that_spent_least_of_its_money_comes_first_and_years_in_their_order(rows: pa.Table) -> None:
    names = {"宝山区": "甲区", "明光市": "乙区", "普陀区": "丙区"}  # 25 %, 100 %, 125 %
    members = [(names[name], member) for name, member in execution_members(rows, "division_label")]
    assert list(in_groups(members, MOST_LANES)) == ["甲区", "乙区", "丙区"], "by neither name nor size"
    assert list(in_groups(members, MOST_LANES, has_order=True)) == ["丙区", "乙区", "甲区"]


def test_every_one_of_sixteen_districts_has_a_lane_and_a_bar(rows: pa.Table) -> None:
    many = sixteen_districts(rows, 1)
    lanes = execution_groups(many, "division_label", MOST_LANES)
    assert len(lanes) == 16 and REST not in lanes
    assert REST in execution_groups(many, "division_label"), "colours are fewer"
    strip = draw_execution_strip(lanes, False)
    assert list(strip.layout.yaxis.ticktext) == list(lanes) and {trace.marker.color for trace in strip.data} == {PLAIN}
    assert {len(bar.y) for bar in draw_execution_bands(lanes, False, BANDS).data} == {16}


def test_many_points_need_no_graphics_card(rows: pa.Table) -> None:
    many = pa.concat_tables([rows] * 600)
    groups = execution_groups(many, "division_label")
    for figure in (draw_execution_strip(groups, False), draw_budget_and_execution(groups)):
        assert {trace.type for trace in figure.data} == {"scatter"}


def test_points_are_sized_by_money_when_asked(rows: pa.Table) -> None:
    figure = draw_execution_strip(execution_groups(rows, "fiscal_year"), True)
    sizes = {
        point[0]: size for trace in figure.data for point, size in zip(trace.customdata, trace.marker.size, strict=True)
    }
    assert sizes["p2-01"] > sizes["p1-01"] > sizes["p3-01"]


def test_the_distribution_counts_forms_or_money(rows: pa.Table) -> None:
    assert too_small(execution_groups(rows, "fiscal_year")) == {"2023年不足 5 张，不画": 2, "2022年不足 5 张，不画": 1}
    assert all(len(trace.x) == 0 for trace in draw_years(rows, False).data)
    rows = pa.concat_tables([rows] * 4)
    by_count = draw_years(rows, False)
    year = next(trace for trace in by_count.data if trace.name.startswith("2023年"))
    assert list(year.x) == pytest.approx([25.000025, 25.000025, 125.0])
    assert list(year.y) == [0.0, 50.0, 100.0]
    hovers = ["4 张表，执行率 25.00%<br>累计 50.0%", "4 张表，执行率 125.00%<br>累计 100.0%"]
    assert list(year.hovertext) == ["", *(f"<b>2023年</b><br>{hover}" for hover in hovers)]
    by_money = draw_years(rows, True)
    year = next(trace for trace in by_money.data if trace.name.startswith("2023年"))
    assert list(year.y) == pytest.approx([0.0, 100 * 80 / 240, 100.0])
    assert "预算" in by_money.layout.yaxis.title.text


def test_every_district_has_its_line_and_those_without_colour_are_named_by_their_hovers(rows: pa.Table) -> None:
    members = execution_members(sixteen_districts(rows, 2), "division_label")
    lanes = in_groups(members, MOST_LANES)
    chosen = in_groups(members, MOST_GROUPS, chosen=["第03区", "第12区"])
    assert list(chosen) == ["第03区", "第12区", REST]
    lines = draw_execution_ecdf(lanes, False, list(chosen)).data
    assert [line.name.partition("（")[0] for line in lines if line.showlegend is not False] == [
        "第03区", "第12区", "其余 14 组",
    ]  # fmt: skip
    assert [line.line.color for line in lines] == [None] * 2 + [MUTED] * 14
    hovered = {line.hovertext[1].partition("<br>")[0] for line in lines}
    assert hovered == {f"<b>{name}</b>" for name in lanes} and len(hovered) == 16
    tall = draw_execution_ecdf(lanes, False, list(chosen), 420)
    assert tall.layout.height == 420, "as the figure beside it"


def test_the_histogram_sets_full_execution_apart(rows: pa.Table) -> None:
    figure = draw_execution_histogram(execution_groups(rows, "division_label"), False)
    heights: dict[str, float] = {}
    for trace in figure.data:
        for step, height in zip(trace.x, trace.y, strict=True):
            heights[step] = heights.get(step, 0) + height
    assert {step: height for step, height in heights.items() if height} == {"20–30": 1, "100": 1, ">100": 1}
    money = draw_execution_histogram(execution_groups(rows, "division_label"), True)
    assert sum(sum(trace.y) for trace in money.data) == pytest.approx(61.0)


@pytest.mark.parametrize(
    ("rate", "step"),
    [(0.0, "0–10"), (0.1, "10–20"), (0.7, "70–80"), (0.99999, "90–100"), (1.0, "100"), (1.00001, ">100")],
)
def test_steps_begin_at_their_lower_end(rate: float, step: str) -> None:
    assert rate_step(rate) == step


def test_bands_are_shares_of_each_group(rows: pa.Table) -> None:
    figure = draw_execution_bands(execution_groups(rows, "fiscal_year"), True, BANDS)
    shares = {(trace.name, year): share for trace in figure.data for year, share in zip(trace.y, trace.x, strict=True)}
    assert shares["&lt;50%", "2023年（2）"] == pytest.approx(100 * 20 / 60)
    assert shares["&gt;100%", "2023年（2）"] == pytest.approx(100 * 40 / 60)
    assert shares["100%", "2022年（1）"] == 100.0


def test_budget_and_execution_are_in_wan_and_clickable(rows: pa.Table) -> None:
    figure = draw_budget_and_execution(execution_groups(rows, "division_label"))
    points = {
        point[0]: (x, y)
        for trace in figure.data
        if trace.customdata is not None
        for point, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }
    assert points["p1-01"] == (20.0, pytest.approx(5.000005))
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"
    assert figure.data[-1].name == "执行率 100%"


def test_forms_that_log_axes_cannot_show_are_counted(rows: pa.Table) -> None:
    executed = rows.schema.get_field_index("executed_yuan")
    zero = pc.multiply(rows["executed_yuan"], pa.scalar(0)).cast(rows["executed_yuan"].type)
    assert count_off_log_axes(execution_groups(rows, "fiscal_year")) == 0
    assert count_off_log_axes(execution_groups(rows.set_column(executed, "executed_yuan", zero), "fiscal_year")) == 3


def test_names_of_documents_are_no_markup(rows: pa.Table) -> None:
    hovers = [
        text
        for trace in draw_execution_strip(execution_groups(rows, "project_name"), False).data
        for text in trace.hovertext
    ]
    assert any("&lt;img src=x onerror=alert(1)&gt;" in text for text in hovers)
    assert not any("<img" in text for text in hovers)
    assert "<img" not in draw_execution_strip(execution_groups(rows, "project_name"), False).to_json().replace(
        "\\u003c", "<"
    )


def test_small_groups_share_a_colour() -> None:
    names = [f"区{number}" for number in range(20)] + ["区0"]
    order = grouped(names)
    assert order[0] == "区0" and order[-1] == REST and len(order) == MOST_GROUPS + 1


def test_years_stand_in_their_order_and_the_rest_is_last() -> None:
    names = [f"{year}年" for year in range(2014, 2024) for _ in range(year - 2013)]
    assert grouped(names, has_order=True) == [*(f"{year}年" for year in range(2017, 2024)), REST]


def test_what_is_no_group_is_grey_and_lies_beneath(rows: pa.Table) -> None:
    many = sixteen_districts(rows, 1)
    groups = execution_groups(many, "division_label")
    assert list(groups)[-1] == REST
    histogram = draw_execution_histogram(groups, False)
    assert histogram.layout.legend.traceorder == "normal", "stacks turn the legend round: 其他 would stand first"
    scatter = draw_budget_and_execution(groups)
    for figure, colour_of in ((histogram, "marker"), (scatter, "marker")):
        greys = {trace.name.partition("（")[0]: trace[colour_of].color for trace in figure.data[: len(groups)]}
        assert {name for name, colour in greys.items() if colour is not None} <= {REST}
        assert greys[REST] == MUTED
    assert [trace.zorder for trace in scatter.data[: len(groups)]] == [None] * MOST_GROUPS + [-1]


def test_the_heat_keeps_forms_without_money(all_filters: dict[str, list[str]]) -> None:
    rated, empty, _ = draw_place_year_heat(fetch("overview_places", all_filters | {"form_type": []})).data
    assert rated.text[list(rated.y).index("宝山区")][list(rated.x).index("2023")] == "2 张<br>25.00%"
    declared = fetch("overview_places", all_filters | {"form_type": ["target_declaration"]})
    rated, empty, clicked = draw_place_year_heat(declared).data
    assert (rated.z[0][0], empty.z[0][0], empty.text[0][0]) == (None, 0, "1 张<br>申报<br>9.00")
    records = [row for row in declared.to_pylist() if row["division_code"] and row["fiscal_year"]]
    assert [place[0] for place in clicked.customdata] == [
        f"{row['division_code']}{CELL_MARK}{row['fiscal_year']}" for row in records
    ]


def test_a_picked_cell_leads_to_the_rates_of_its_district_and_year(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(st, "switch_page", lambda page, query_params: told.append((page, dict(query_params))))
    open_place_year(f"310113{CELL_MARK}2023")
    assert told == [("pages/execution_rate.py", {"district": "310113", "year": "2023"})]
