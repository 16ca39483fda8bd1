"""The questions of 总览, 预算执行率 and 项目详情 on the small build: each filter narrows, counts respect the others."""

from decimal import Decimal

import duckdb
import pytest

from pages.queries.published_db import PARAMETER, fetch, fetch_rows, load_question

Filters = dict[str, list[str]]


def ids(question: str, filters: Filters) -> list[str]:
    """The forms that a question gives under filters, in its order."""
    return [str(row["project_id"]) for row in fetch_rows(question, filters)]


@pytest.mark.parametrize(
    ("key", "codes", "expected"),
    [
        ("year", ["2022"], {"p3-01", "p4-01"}),
        ("year", ["2022", "2023"], {"p1-01", "p2-01", "p3-01", "p4-01", "p5-01"}),
        ("province", ["340000"], {"p3-01", "p4-01"}),
        ("city", ["310000"], {"p1-01", "p2-01", "p5-01"}),
        ("district", ["310113"], {"p1-01", "p5-01"}),
        ("department", ["乙局"], {"p2-01"}),
        ("department", ["unknown"], {"p4-01"}),
        ("department", ["unknown", "乙局"], {"p2-01", "p4-01"}),
        ("sector", ["210"], {"p1-01", "p2-01", "p3-01", "p4-01", "p5-01"}),
        ("form_type", ["target_declaration"], {"p5-01"}),
        ("district", ["310113' or '1'='1"], set()),
    ],
)
def test_a_filter_leaves_its_forms(all_filters: Filters, key: str, codes: list[str], expected: set[str]) -> None:
    assert set(ids("project_rows", all_filters | {key: codes})) == expected


@pytest.mark.parametrize("chosen", [[], ["2022"], ["unknown", "2023"], ["unknown"], ["2022.0", "+2023"], ["宝山"]])
def test_a_year_is_chosen_as_any_other_value(chosen: list[str]) -> None:
    with duckdb.connect() as connection:
        for macro in ("filter_macro", "year_filter_macro"):
            connection.execute(load_question(macro))
        years = "select year from (values (2022), (2023), (null)) as years(year) where"
        by_number, by_text = (
            connection.execute(f"{years} {name}($chosen, year)", {"chosen": chosen}).fetchall()
            for name in ("is_chosen_year", "is_chosen")
        )
    assert by_number == by_text


def test_filters_work_together(all_filters: Filters) -> None:
    assert ids("project_rows", all_filters | {"district": ["310113"], "form_type": ["self_evaluation"]}) == ["p1-01"]
    assert ids("execution_rows", all_filters | {"district": ["310113"], "year": ["2022"]}) == []


def test_options_count_what_the_other_filters_leave(all_filters: Filters) -> None:
    rows = fetch_rows("filter_options", all_filters | {"year": ["2023"]})
    options = {(row["filter_key"], row["option_code"]): (row["option_label"], row["form_count"]) for row in rows}
    assert options["district", "310113"] == ("宝山区", 2)
    assert ("district", "341182") not in options, "no form of the year"
    assert options["year", "2022"] == ("2022", 2), "a filter does not narrow its own options"
    assert ("department", "unknown") not in options
    assert options["form_type", "self_evaluation"] == ("自评表", 2)


def test_years_come_newest_first_and_unknown_comes_last(all_filters: Filters) -> None:
    rows = fetch_rows("filter_options", all_filters)
    assert [row["option_code"] for row in rows if row["filter_key"] == "year"] == ["2023", "2022"]
    departments = [row["option_code"] for row in rows if row["filter_key"] == "department"]
    assert departments == ["丙局", "甲局", "乙局", "unknown"], "by pinyin: bing, jia, yi"


def test_execution_rows_lead_with_unspent_money_and_keep_forms_without_money(all_filters: Filters) -> None:
    assert ids("execution_rows", all_filters) == ["p1-01", "p3-01", "p2-01", "p4-01"]


def test_printed_and_recomputed_rates_are_compared(all_filters: Filters) -> None:
    checks = {row["project_id"]: row["rate_check"] for row in fetch_rows("execution_rows", all_filters)}
    assert checks == {"p1-01": "一致", "p2-01": "不一致", "p3-01": "尾差", "p4-01": "不能重算"}


@pytest.mark.parametrize(
    ("printed", "recomputed", "said"),
    [
        (0.9853, 0.98534, "一致"),
        (0.9853, 0.98544, "尾差"),
        (0.985, 0.9853, "取整"),
        (0.98, 0.9853, "取整"),
        (0.99, 0.9853, "取整"),
        (1.0, 0.993, "不一致"),
        (0.99, 0.9812, "不一致"),
        (None, 0.9853, "表上未印"),
    ],
)
def test_a_printed_rate_is_rounded_or_cut_off_or_wrong(printed: float | None, recomputed: float, said: str) -> None:
    """99.3 % printed as 100 % is neither rounded nor cut off; rule A05 says the same."""
    connection = duckdb.connect()
    connection.execute(load_question("checked_rate_macro"))
    assert connection.execute("select checked_rate(?, ?)", [printed, recomputed]).fetchall() == [(said,)]


def test_figures_sum_only_forms_with_both_amounts(all_filters: Filters) -> None:
    figures = fetch_rows("overview_figures", all_filters)[0]
    assert figures["document_count"] == 3
    assert (figures["self_evaluation_count"], figures["target_declaration_count"]) == (4, 1)
    assert (figures["with_rate_count"], figures["without_rate_count"]) == (3, 1)
    assert figures["adjusted_budget_yuan"] == Decimal("610000.00")
    assert figures["executed_yuan"] == Decimal("560000.05")
    assert figures["execution_rate"] == pytest.approx(560000.05 / 610000)


def test_figures_of_nothing_are_empty_not_wrong(all_filters: Filters) -> None:
    nothing = all_filters | {"year": ["1999"]}
    assert fetch_rows("overview_figures", nothing)[0]["form_count"] == 0
    assert fetch_rows("overview_figures", nothing)[0]["execution_rate"] is None
    figures = fetch_rows("execution_figures", nothing)[0]
    assert (figures["self_evaluation_count"], figures["target_declaration_count"]) == (0, 0)
    assert fetch("overview_places", nothing).num_rows == 0


def test_sums_of_groups_add_up_and_years_stand_beside_the_one_before(all_filters: Filters) -> None:
    whole = fetch_rows("execution_figures", all_filters)[0]
    asked = {name: all_filters | {"grouping": name} for name in ("district", "year")}
    by_group = {name: fetch_rows("execution_by_group", parameters) for name, parameters in asked.items()}
    for groups in by_group.values():
        assert sum(row["adjusted_budget_yuan"] or 0 for row in groups) == whole["adjusted_budget_yuan"]
        assert sum(row["self_evaluation_count"] for row in groups) == whole["self_evaluation_count"]
        assert sum(row["unspent_share_rate"] or 0 for row in groups) == pytest.approx(1)
    years = {row["group_name"]: row for row in by_group["year"]}
    assert years["2023年"]["execution_rate"] == pytest.approx(550000.05 / 600000)
    assert years["2023年"]["rate_change_points"] == pytest.approx((550000.05 / 600000 - 1) * 100)
    assert (years["2022年"]["execution_rate"], years["2022年"]["rate_change_points"]) == (1.0, None)
    rates = ("last_execution_rate", "previous_execution_rate")
    ends = {row["group_name"]: tuple(row[name] for name in rates) for row in by_group["district"]}
    assert ends["普陀区"] == (1.25, None) and ends["明光市"] == (None, 1.0), "all groups beside the same two years"
    assert {(row["last_year"], row["previous_year"]) for row in by_group["district"]} == {(2023, 2022)}
    assert by_group["district"][0]["group_name"] == "宝山区", "the most unspent money first"


def test_a_year_stands_beside_the_calendar_year_before_and_no_year_is_no_group_of_a_name() -> None:
    """The page heads it 上年执行率: 2023 beside 2021 would be none, though districts name their two years."""
    with duckdb.connect() as connection:
        connection.execute("create macro chosen_rows(t, a, b, c, d, e, f, g) as table (select * from query_table(t))")
        connection.execute("""
            create table mart_form_cell as
            select fiscal_year, '甲区' as division_label, null as department_name, 'self_evaluation' as form_type,
                1 as form_count, 1 as rated_form_count, 0 as below_80_count, 100.0 as rated_adjusted_yuan,
                executed as rated_executed_yuan
            from (values (2020, 70.0), (2021, 80.0), (2023, 90.0), (null, 60.0)) as given(fiscal_year, executed)
        """)
        sql = load_question("execution_by_group")
        parameters: dict[str, object] = {name: [] for name in PARAMETER.findall(sql)}
        asked = {
            grouping: connection.execute(sql, {**parameters, "grouping": grouping}).to_arrow_table().to_pylist()
            for grouping in ("year", "district")
        }
    years = {row["group_name"]: row["previous_execution_rate"] for row in asked["year"]}
    assert years == {"2020年": None, "2021年": 0.7, "2023年": None, None: None}
    (district,) = asked["district"]
    assert (district["previous_year"], district["previous_execution_rate"]) == (2021, 0.8)


def test_execution_figures_count_declarations_apart(all_filters: Filters) -> None:
    figures = fetch_rows("execution_figures", all_filters)[0]
    assert (figures["self_evaluation_count"], figures["without_rate_count"]) == (4, 1)
    assert (figures["below_80_count"], figures["target_declaration_count"]) == (1, 1)
    declarations = fetch_rows("execution_figures", all_filters | {"form_type": ["target_declaration"]})[0]
    assert (declarations["self_evaluation_count"], declarations["target_declaration_count"]) == (0, 1)


def test_places_are_districts_by_years(all_filters: Filters) -> None:
    figures = fetch_rows("overview_figures", all_filters)[0]
    places = {(row["division_label"], row["fiscal_year"]): row for row in fetch_rows("overview_places", all_filters)}
    assert set(places) == {("宝山区", 2023), ("普陀区", 2023), ("明光市", 2022)}
    assert places["宝山区", 2023]["form_count"] == 2
    assert places["宝山区", 2023]["unspent_yuan"] == Decimal("149999.95"), "the declaration brings no budget"
    assert places["宝山区", 2023]["declared_yuan"] == figures["declared_yuan"] is not None, (
        "what it asks for stands apart"
    )


def test_attention_names_the_rule(all_filters: Filters) -> None:
    rows = fetch_rows("attention_rows", all_filters)
    assert [row["attention_title"] for row in rows] == ["没有资金信息", "资金分项与总额不符"]
    assert rows[1]["rule_id"] == "A03"


def test_a_form_brings_its_findings_and_siblings() -> None:
    assert fetch_rows("project_form", {"id": "p1-01"})[0]["printed_execution_rate"] == 0.25
    assert fetch_rows("project_form", {"id": "unknown"}) == []
    findings = fetch_rows("project_findings", {"id": "p1-01"})
    assert [row["rule_title"] for row in findings] == ["资金分项与总额不符", "读取提示"]
    assert ids("project_siblings", {"id": "p1-01"}) == ["p5-01"]
    assert ids("project_siblings", {"id": "p3-01"}) == []
