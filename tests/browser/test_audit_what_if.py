"""A threshold moved in a real browser: counted at once, kept in the address, taken over by other parts, and undone."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
from playwright.sync_api import Page, expect

from tests.browser.patient_reading import parameters_that_hold, reading_that_holds
from tests.browser.screen_table import click_cell, screen_rows

Open = Callable[[str], Page]
Settle = Callable[[Page], None]
KEY = "p.c08.ratio"
SLIDER_AS_IN_ADDRESS = """
() => {
  const address = Number(new URLSearchParams(location.search).get('p.c08.ratio') || 1.3);
  const resting = document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
  return resting && address === Number(document.querySelector('input[type=range]').value);
}
"""
"""Whether the slider rests at the value of the address; no value there is the one in force."""


def findings(published_folder: Path) -> pl.DataFrame:
    """The findings of the build, straight from the file."""
    (file,) = published_folder.rglob("audit_finding.parquet")
    return pl.read_parquet(file)


def value_in_address(page: Page, expected: list[str] | None) -> list[str] | None:
    """The moved value as the address has it, once it is as expected."""
    return parameters_that_hold(page, lambda address: address.get(KEY) == expected).get(KEY)


def kpis(page: Page, until: Callable[[list[str]], bool]) -> list[str]:
    """The figures above the part, once they hold: a fragment comes after its page."""
    return reading_that_holds(page, page.locator(".kpi-row .kpi-value").all_inner_texts, until)


def first_kpi(page: Page, expected: str) -> str:
    """The first figure, once it is as expected, else what it is."""
    return (kpis(page, lambda texts: texts[:1] == [expected]) or ["none"])[0]


def show(page: Page, settle: Settle, part: str) -> None:
    page.locator(".st-key-view").get_by_text(part, exact=True).click()
    settle(page)


def test_a_moved_threshold_recounts_stands_in_the_address_and_can_be_undone(
    open_address: Open, settle: Settle, published_folder: Path
) -> None:
    found = findings(published_folder)
    of_rules = found.filter(source_kind="rule").height
    page = open_address("/audit_findings?view=rules&tune=C08")
    untouched = [f"{of_rules:,}", f"{of_rules:,}"]
    assert kpis(page, lambda texts: texts[:2] == untouched)[:2] == untouched
    page.locator("input[type=range]").first.focus()
    for key in ("Home", *["ArrowRight"] * 4):
        page.keyboard.press(key)
    settle(page)
    page.wait_for_function(SLIDER_AS_IN_ADDRESS, timeout=60_000)
    page.keyboard.press("Home")
    settle(page)
    assert value_in_address(page, ["1.1"]) == ["1.1"]
    recounted = kpis(page, lambda texts: len(texts) == 5 and texts[0] != texts[1])
    before, after, come, gone, moved = (int(text.replace(",", "")) for text in recounted)
    assert (before, gone, moved) == (of_rules, 0, 0)
    assert after == before + come > before, "more indicators are 1.1 times their target than 1.3 times"
    show(page, settle, "问题明细")
    assert value_in_address(page, ["1.1"]) == ["1.1"]
    expect(page.get_by_text("以下按试算的规则和阈值计算")).to_be_visible()
    with_those = f"{found.height + come:,}"
    assert first_kpi(page, with_those) == with_those
    page.reload()
    settle(page)
    assert first_kpi(page, with_those) == with_those, "whoever gets the address sees the same"
    page.get_by_role("button", name="恢复现行规则").click()
    settle(page)
    assert value_in_address(page, None) is None
    assert first_kpi(page, f"{found.height:,}") == f"{found.height:,}"


def test_a_picked_finding_leads_to_its_printed_cell(open_address: Open, settle: Settle) -> None:
    page = open_address("/audit_findings?view=findings&rule=A03")
    first = screen_rows(page, "table_findings")[0]
    click_cell(page, "table_findings", 0, 18)
    settle(page)
    panel = page.locator(".st-key-picked_finding")
    expect(panel).to_contain_text(first["说明"])
    panel.get_by_text("看原文中的这一格").click()
    settle(page)
    address = parameters_that_hold(page, lambda found: "row" in found)
    assert address["section"] == ["fund"] and "row" in address
    expect(page.locator(".source mark").first).to_be_visible()
