"""The pages with choices of their own in a real browser: search and its marks, the family in the address, the table's
files."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.patient_reading import parameters_that_hold
from tests.browser.screen_table import Rows, click_cell, screen_rows

Open = Callable[[str], Page]
Settle = Callable[[Page], None]
OPEN_BUTTON_X = 72


@pytest.fixture(scope="session")
def window_size() -> ViewportSize:
    """A window so wide that every column of a table is on the screen."""
    return {"width": 3000, "height": 1600}


@pytest.fixture(scope="session")
def indicators(published_folder: Path) -> pl.DataFrame:
    """The indicators of the build."""
    (file,) = published_folder.rglob("mart_indicator.parquet")
    return pl.read_parquet(file)


@pytest.fixture(scope="session")
def families(published_folder: Path) -> pl.DataFrame:
    """The members of the families of projects of the build."""
    (file,) = published_folder.rglob("mart_family_member.parquet")
    return pl.read_parquet(file)


def names_of(rows: Rows) -> list[str]:
    """The projects of a table, in an order that does not depend on it."""
    return sorted(row["项目名称"] for row in rows)


def lost_points(rows: Rows) -> list[float]:
    """What each row of a table lost, in its order."""
    return [float(row["失分（分）"]) for row in rows]


def address(page: Page, *keys: str) -> dict[str, str]:
    """The query parameters of the address, once these are among them."""
    found = parameters_that_hold(page, lambda parameters: set(keys) <= parameters.keys())
    return {key: values[-1] for key, values in found.items()}


def test_a_search_marks_the_word_and_leads_to_the_form(
    open_address: Open, settle: Settle, indicators: pl.DataFrame
) -> None:
    reasons = indicators.filter(pl.col("deviation_reason_text").is_not_null()).sort("project_id", "row_no")
    target = reasons.row(0, named=True)
    word = target["deviation_reason_text"].split()[0][:4]
    page = open_address("/deviation_reasons?district=" + target["division_code"])
    expect(page.locator(".reasons article").first).to_be_visible()
    before = page.locator(".reasons article").count()
    page.locator(".st-key-q input").fill(word)
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".reasons mark").first).to_have_text(word)
    assert 1 <= page.locator(".reasons article").count() <= before
    asked = address(page, "q")
    assert {key: value for key, value in asked.items() if key != "group"} == {
        "district": target["division_code"], "q": word,
    }  # fmt: skip
    article = page.locator(".reasons article").filter(has_text=target["project_name"]).first
    article.get_by_role("link", name="打开项目表").click()
    page.wait_for_url("**/project?**")
    settle(page)
    opened = address(page, "id", "row")
    assert opened["id"] == target["project_id"] and opened["row"] == str(target["row_no"])
    expect(page.locator("[data-testid=stMain]").get_by_role("heading", name=target["project_name"])).to_be_visible()


def test_the_family_stays_in_the_address_after_a_reload(
    open_address: Open, settle: Settle, families: pl.DataFrame
) -> None:
    page = open_address("/project_comparison")
    first, default = names_of(screen_rows(page)), address(page).get("family")
    page.locator(".st-key-family input").click()
    page.get_by_role("option").nth(1).click()
    settle(page)
    page.wait_for_function(
        "(before) => ![null, before].includes(new URLSearchParams(location.search).get('family'))", arg=default
    )
    settle(page)
    family = address(page, "family")["family"]
    members = sorted(families.filter(pl.col("family_id") == family)["project_name"])
    assert names_of(screen_rows(page, until=lambda rows: names_of(rows) == members)) == members != first
    page.reload()
    settle(page)
    assert address(page, "family")["family"] == family
    assert names_of(screen_rows(page, until=lambda rows: names_of(rows) == members)) == members


def test_low_scores_on_the_screen_are_those_of_the_file_and_lead_to_the_form(
    open_address: Open, settle: Settle, indicators: pl.DataFrame, tmp_path: Path
) -> None:
    page = open_address("/low_scoring_indicators?loss_kind=%E5%A4%B1%E5%88%86")
    points = sorted(indicators.filter(pl.col("lost_points") > 0)["lost_points"].cast(pl.Float64), reverse=True)
    shown = screen_rows(page, until=lambda rows: lost_points(rows) == points)
    screen = [{name: text for name, text in row.items() if name not in ("", "项目表")} for row in shown]
    assert lost_points(screen) == points
    with page.expect_download() as waiting:
        page.locator(".st-key-download_csv button").click()
    waiting.value.save_as(tmp_path / "low.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "low.csv").read_text("utf-8-sig"), newline="")))
    headers = [tuple(row)[: len(screen[0])] for row in rows]
    assert headers == [tuple(row) for row in screen], "the same headers in the same order, then those of the source"
    texts = ("项目名称", "三级指标", "偏差原因", "区县")
    assert [[row[name] for name in texts] for row in rows] == [[row[name] for name in texts] for row in screen]
    click_cell(page, "table_main", 0, OPEN_BUTTON_X)
    page.wait_for_url("**/project?**")
    settle(page)
    opened = address(page, "section")
    assert opened["section"] == "indicator" and "loss_kind" not in opened
    name = screen[0]["项目名称"]
    expect(page.locator("[data-testid=stMain]").get_by_role("heading", name=name)).to_be_visible()
