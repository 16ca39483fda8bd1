"""Filters in a real browser: they change table and figures alike, live in the address, survive pages and reloads."""

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.patient_reading import parameters_that_hold
from tests.browser.screen_table import Figures, Rows, figures, screen_rows

Open = Callable[[str], Page]
Settle = Callable[[Page], None]
DISTRICT, YEAR = "310113", "2023"
FILTER_KEYS = ("year", "province", "city", "district", "department", "sector", "form_type")


@pytest.fixture(scope="session")
def executions(published_folder: Path) -> pl.DataFrame:
    """The rows behind 预算执行率, straight from the build."""
    (file,) = published_folder.rglob("mart_execution.parquet")
    return pl.read_parquet(file)


def filters_of(parameters: dict[str, list[str]]) -> dict[str, list[str]]:
    """The filters among the parameters of an address."""
    return {key: parameters[key] for key in FILTER_KEYS if key in parameters}


def assert_chosen(page: Page, expected: dict[str, list[str]]) -> None:
    """The address names these filters."""
    assert filters_of(parameters_that_hold(page, lambda found: filters_of(found) == expected)) == expected


def assert_shows(page: Page, expected: pl.DataFrame) -> None:
    """Table and strip figure hold exactly these self-evaluations."""
    shown = page.locator("[data-testid=stMain]").get_by_text("与上表一致")
    expect(shown).to_contain_text(f"共 {expected.height} 行")
    known = set(expected["project_name"])
    names = names_of(screen_rows(page, until=lambda rows: bool(rows) and names_of(rows) <= known))
    assert names and names <= known
    with_rate = sorted(expected.filter(pl.col("execution_rate").is_not_null())["project_id"])
    assert points_of(figures(page, until=lambda drawn: points_of(drawn) == with_rate)) == with_rate


def names_of(rows: Rows) -> set[str]:
    """The projects of a table."""
    return {row["项目名称"] for row in rows}


def points_of(drawn: Figures) -> list[str]:
    """The self-evaluations of the strip figure."""
    return sorted(point[0] for trace in drawn.get("chart_strip", []) for point in trace["ids"])


def pick(page: Page, settle: Settle, key: str, option: str) -> None:
    """Choose an option of a filter by its label, as a reader does."""
    page.locator(f".st-key-{key} input").click()
    page.get_by_role("option").filter(has_text=option).first.click()
    page.keyboard.press("Escape")
    settle(page)


def test_district_and_year_change_table_and_figures_alike(
    open_address: Open, settle: Settle, executions: pl.DataFrame
) -> None:
    page = open_address("/execution_rate")
    assert_shows(page, executions)
    pick(page, settle, "district", "宝山区")
    in_district = executions.filter(pl.col("division_code") == DISTRICT)
    assert_chosen(page, {"district": [DISTRICT]})
    assert_shows(page, in_district)
    pick(page, settle, "year", YEAR)
    assert_chosen(page, {"year": [YEAR], "district": [DISTRICT]})
    assert_shows(page, in_district.filter(pl.col("fiscal_year") == int(YEAR)))


def test_an_address_restores_its_filters_and_a_reload_keeps_them(
    open_address: Open, settle: Settle, executions: pl.DataFrame
) -> None:
    page = open_address(f"/execution_rate?district={DISTRICT}&district=341182&year={YEAR}&year=2022")
    expected = executions.filter(pl.col("division_code").is_in([DISTRICT, "341182"]))
    assert_shows(page, expected)
    page.reload()
    settle(page)
    assert_chosen(page, {"district": [DISTRICT, "341182"], "year": [YEAR, "2022"]})
    assert_shows(page, expected)


def test_filters_survive_a_change_of_page_and_the_way_back(open_address: Open, settle: Settle) -> None:
    page = open_address(f"/execution_rate?district={DISTRICT}")
    page.locator("[data-testid=stSidebar]").get_by_role("link", name="总览").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"^[^?]*//[^/?]+/(\?|$)"))
    assert_chosen(page, {"district": [DISTRICT]})
    expect(page.locator(".st-key-district")).to_contain_text("宝山区")
    page.go_back()
    settle(page)
    assert_chosen(page, {"district": [DISTRICT]})


def test_options_are_what_exists_with_counts_that_respect_the_others(open_address: Open, settle: Settle) -> None:
    page = open_address("/execution_rate?year=2022")
    page.locator(".st-key-district input").click()
    expect(page.get_by_role("option")).to_have_text(["明光市（5）"])


def test_an_unknown_code_in_the_address_is_dropped(open_address: Open, executions: pl.DataFrame) -> None:
    page = open_address("/execution_rate?district=999999&year=%3Cscript%3E")
    assert_chosen(page, {})
    assert_shows(page, executions)


def test_nothing_left_is_a_sentence_and_clearing_brings_all_back(
    open_address: Open, settle: Settle, executions: pl.DataFrame
) -> None:
    page = open_address("/execution_rate?district=310107")
    expect(page.get_by_text("当前筛选下没有自评表")).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    page.locator(".st-key-clear_filters button").click()
    settle(page)
    assert_chosen(page, {})
    assert_shows(page, executions)


def test_a_picked_point_narrows_the_table_and_goes_along_with_the_address(
    open_address: Open, settle: Settle, executions: pl.DataFrame
) -> None:
    page = open_address("/execution_rate?district=341182")
    figures(page)
    page.locator(".st-key-chart_strip .scatterlayer path.point").first.click(force=True)
    settle(page)
    expect(page.get_by_text("与上表一致")).to_contain_text("共 1 行")
    (row,) = screen_rows(page, until=lambda rows: len(rows) == 1)  # it draws itself after the sentence beside it
    assert row["项目名称"] in set(executions.filter(pl.col("division_code") == "341182")["project_name"])
    page.reload()
    settle(page)
    expect(page.get_by_text("与上表一致")).to_contain_text("共 1 行")
    page.get_by_role("button", name="取消图上点选（1 个）").click()
    settle(page)
    expect(page.get_by_text("取消图上点选")).to_have_count(0)
    assert parameters_that_hold(page, lambda found: "pick_strip" not in found)


def test_what_needs_attention_leads_to_its_page_with_its_choice(open_address: Open, settle: Settle) -> None:
    page = open_address(f"/?district={DISTRICT}")
    page.locator("[data-testid=stMain] [data-testid=stPageLink]").filter(has_text="执行率低于 50%").click()
    page.wait_for_url("**/execution_rate?**")
    settle(page)
    assert_chosen(page, {"district": [DISTRICT]})
    assert parameters_that_hold(page, lambda found: found.get("band") == ["below_50"])["band"] == ["below_50"]
    rows = screen_rows(page, until=lambda rows: bool(rows) and are_below_half(rows))
    assert rows and are_below_half(rows)


def are_below_half(rows: Rows) -> bool:
    """Whether the rate of every row is below one half."""
    return all(float(row["执行率（重算，%）"]) < 50 for row in rows)


def test_a_chart_is_drawn_when_its_place_is_seen(open_address: Open) -> None:
    page = open_address("/low_scoring_indicators")
    seen, unseen = (page.locator(f".st-key-chart_lost_by_{name}") for name in ("category", "department"))
    expect(seen.locator(".main-svg").first).to_be_visible()
    expect(unseen.locator(".main-svg")).to_have_count(0)
    page.get_by_role("tab", name="按主管部门").click()
    expect(unseen.locator(".main-svg").first).to_be_visible()
