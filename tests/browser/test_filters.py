"""Filters in a real browser: they change table and figures alike, live in the address, survive pages and reloads."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen_table import figures, screen_rows

Open = Callable[[str], Page]
Settle = Callable[[Page], None]
DISTRICT, YEAR = "310113", "2023"
FILTER_KEYS = ("year", "province", "city", "district", "department", "sector", "form_type")
LOOKS, PAUSE = 50, 200  # times; milliseconds


@pytest.fixture(scope="session")
def executions(published_folder: Path) -> pl.DataFrame:
    """The rows behind 预算执行率, straight from the build."""
    (file,) = published_folder.rglob("mart_execution.parquet")
    return pl.read_parquet(file)


def chosen(page: Page) -> dict[str, list[str]]:
    """The filters that the address names."""
    parameters = parse_qs(urlsplit(page.url).query)
    return {key: parameters[key] for key in FILTER_KEYS if key in parameters}


def assert_chosen(page: Page, expected: dict[str, list[str]]) -> None:
    """The address names these filters; a page writes it a moment after the browser went back to it."""
    for _ in range(LOOKS):
        if chosen(page) == expected:
            break
        page.wait_for_timeout(PAUSE)
    assert chosen(page) == expected


def assert_shows(page: Page, expected: pl.DataFrame) -> None:
    """Table and strip figure hold exactly these self-evaluations."""
    shown = page.locator("[data-testid=stMain]").get_by_text("与上表一致")
    expect(shown).to_contain_text(f"共 {expected.height} 行")
    names: set[str] = set()
    for _ in range(LOOKS):  # the grid draws its cells after the sentence below it
        names = {row["项目名称"] for row in screen_rows(page)}
        if names <= set(expected["project_name"]):
            break
        page.wait_for_timeout(PAUSE)
    assert names <= set(expected["project_name"]) and names
    points = [point[0] for trace in figures(page)["chart_strip"] for point in trace["ids"]]
    with_rate = expected.filter(pl.col("execution_rate").is_not_null())
    assert sorted(points) == sorted(with_rate["project_id"])


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
    assert urlsplit(page.url).path == "/"
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


def test_a_picked_point_narrows_the_table(open_address: Open, settle: Settle, executions: pl.DataFrame) -> None:
    page = open_address("/execution_rate?district=341182")
    figures(page)
    page.locator(".st-key-chart_strip .scatterlayer path.point").first.click(force=True)
    settle(page)
    expect(page.get_by_text("与上表一致")).to_contain_text("共 1 行")
    drawn = page.locator(".st-key-table_main [data-testid=stDataFrame] table").first.locator("tr, [role=row]")
    expect(drawn).to_have_count(2)  # the grid draws itself after the sentence beside it
    (row,) = screen_rows(page)
    assert row["项目名称"] in set(executions.filter(pl.col("division_code") == "341182")["project_name"])


def test_what_needs_attention_leads_to_its_page_with_its_choice(open_address: Open, settle: Settle) -> None:
    page = open_address(f"/?district={DISTRICT}")
    page.locator("[data-testid=stMain] [data-testid=stPageLink]").filter(has_text="执行率低于 50%").click()
    page.wait_for_url("**/execution_rate?**")
    settle(page)
    assert_chosen(page, {"district": [DISTRICT]})
    assert parse_qs(urlsplit(page.url).query)["band"] == ["below_50"]
    assert all(float(row["执行率（重算，%）"]) < 50 for row in screen_rows(page))
