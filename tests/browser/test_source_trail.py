"""From a number to the place where it was printed, in a real browser: one click to the form, one to the marked line."""

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.patient_reading import parameters_that_hold
from tests.browser.screen_table import Rows, click_cell, screen_rows

Open = Callable[[str], Page]
Settle = Callable[[Page], None]
OPEN_BUTTON_X, PICK_BOX_X, LEVEL3_X = 72, 16, 360


@pytest.fixture(scope="session")
def printed(published_folder: Path) -> pl.DataFrame:
    """Every printed field of the build."""
    (file,) = published_folder.rglob("raw_form_field.parquet")
    return pl.read_parquet(file)


def places_of(rows: Rows, name: str) -> list[int]:
    """The rows whose indicator begins with a name."""
    return [place for place, row in enumerate(rows) if row["三级指标"].startswith(name)]


@pytest.mark.parametrize("x", [OPEN_BUTTON_X, PICK_BOX_X])
def test_a_click_on_a_row_opens_its_form_at_the_source(open_address: Open, settle: Settle, x: int) -> None:
    page = open_address("/execution_rate?district=310113")
    second = screen_rows(page, until=lambda rows: len(rows) > 1)[1]
    click_cell(page, "table_main", 1, x)
    page.wait_for_url("**/project?**")
    settle(page)
    expect(page.locator("[data-testid=stMain]").get_by_role("heading", name=second["项目名称"])).to_be_visible()
    address = parameters_that_hold(page, lambda found: {"section", "district"} <= found.keys())
    assert (address["section"], address["district"]) == (["fund"], ["310113"])
    hit = page.locator(".source .line.hit")
    expect(hit).to_have_count(1)
    expect(hit.locator("mark")).to_have_count(1)


def test_a_click_on_a_number_marks_it_in_the_original(
    open_address: Open, settle: Settle, printed: pl.DataFrame
) -> None:
    scores = printed.filter((pl.col("section_code") == "indicator") & (pl.col("field_name") == "level3"))
    target = scores.filter(~pl.col("is_repaired")).sort("project_id", "row_no").row(1, named=True)
    page = open_address(f"/project?id={target['project_id']}")
    expect(page.locator(".source")).to_have_count(0)
    rows = screen_rows(page, "cells_indicator", until=lambda rows: bool(places_of(rows, target["printed_text"])))
    (position, *_) = places_of(rows, target["printed_text"])
    click_cell(page, "cells_indicator", position, LEVEL3_X)
    page.wait_for_url("**field=level3**")
    settle(page)
    expect(page.locator(".source mark")).to_have_text(target["printed_text"])
    expect(page.locator(".source .line.hit .number")).to_have_text(str(target["line_no"]))


def test_an_address_of_a_field_marks_the_printed_characters(open_address: Open, printed: pl.DataFrame) -> None:
    target = (
        printed.filter((pl.col("field_name") == "executed") & (pl.col("line_no") == pl.col("line_end_no")))
        .sort("project_id", "row_no")
        .row(0, named=True)
    )
    address = f"/project?id={target['project_id']}&section=fund&row={target['row_no']}&field=executed"
    page = open_address(address)
    expect(page.locator(".source mark")).to_have_text(target["printed_text"])
    expect(page.locator("table.facts")).to_contain_text(f"第 {target['line_no']} 行")


def test_repaired_texts_say_why(open_address: Open, printed: pl.DataFrame) -> None:
    target = printed.filter(pl.col("is_repaired") & (pl.col("section_code") == "fund")).row(0, named=True)
    address = f"/project?id={target['project_id']}&section=fund&row={target['row_no']}&field={target['field_name']}"
    page = open_address(address)
    expect(page.locator("table.facts")).to_contain_text("读取时修复")
    expect(page.locator("table.facts")).to_contain_text(target["repair_reason_text"])


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("/project", "请从下表打开一张项目表。"), ("/project?id=%3Cb%3E1", "没有这个编号的项目表。")],
)
def test_a_missing_or_unknown_id_is_a_sentence_and_a_list(
    open_address: Open, settle: Settle, address: str, sentence: str
) -> None:
    page = open_address(address)
    expect(page.get_by_text(sentence)).to_be_visible()
    click_cell(page, "table_main", 0, OPEN_BUTTON_X)
    page.wait_for_url(re.compile(r"/project\?id=[0-9a-f]{16}-\d\d"))
    settle(page)
    expect(page.locator(".st-key-cells_form")).to_be_visible()
