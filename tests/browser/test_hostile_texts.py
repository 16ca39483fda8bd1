"""A build whose every text is hostile, in a real browser: nothing runs, nobody else is asked, texts stay texts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from pages.decisions.finding_verdicts import Author, keep_verdict
from pages.decisions.review_results import LoadedFile, keep_review
from pages.wording.harmless_text import visible_text
from tests.browser.hostile_watch import Watch
from tests.browser.patient_reading import reading_that_holds
from tests.browser.screen_table import click_cell
from tests.browser.served_dashboard import served_dashboard
from tests.hostile_documents import NOTICE, PAYLOADS

Settle = Callable[[Page], None]
ADDRESSES = (
    "/", "/execution_rate?group=department", "/low_scoring_indicators", "/project_comparison", "/deviation_reasons",
    "/deviation_reasons?group=department&q=木偶", "/audit_findings", "/audit_findings?view=findings",
    "/audit_findings?view=copies",
    "/review_sheet", "/review_sheet?view=results", "/targets_and_results", "/unit_report",
    "/sources", "/data_dictionary", "/project",
)  # fmt: skip
GO_BACK_TO = "(address) => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')) }"
"""What the browser's own way back does: the page shows another address and loads no script again."""
WORD_JOINER = "\u2060"  # ours: keeps addresses from becoming links


@pytest.fixture(scope="module")
def hostile_address(chromium_path: str, hostile_folder: Path) -> Iterator[str]:
    """A dashboard of the hostile build."""
    folder = hostile_folder.parent
    keep_hostile_decisions(hostile_folder, folder / "decisions")
    with served_dashboard(hostile_folder, folder / "streamlit.log", folder / "access_log") as address:
        yield address


def keep_hostile_decisions(published: Path, folder: Path) -> None:
    """Decide on findings and review an indicator, with a payload in everything that an analyst writes."""
    findings = pl.read_parquet(next(published.rglob("audit_finding.parquet"))).to_dicts()
    form = pl.read_parquet(next(published.rglob("mart_indicator.parquet"))).row(0, named=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIXIAO_DECISIONS", str(folder))
        for number, payload in enumerate(PAYLOADS.values()):
            keep_verdict(findings[number::40], "noted", payload, Author(payload, is_login=False), "000000000001")
        row = {name: form[name] for name in ("project_id", "row_no", "project_name", "level3_name")}
        told = {"prefilled_digest": "0" * 12, "weight_points": "10", "self_score_points": "10"}
        told |= {"reviewed_actual_text": NOTICE, "reviewed_score_points": "5", "remark_text": NOTICE}
        keep_review(LoadedFile(NOTICE, "f" * 64, NOTICE, NOTICE, NOTICE), [row | told], Author(NOTICE, is_login=False))


@pytest.fixture()
def watch(page: Page) -> Iterator[Watch]:
    """A watch over the test's page."""
    watched = Watch(page)
    watched.start()
    yield watched
    watched.stop()


def assert_nothing_happened(watch: Watch) -> None:
    assert watch.scripts == 0, "a text of a document ran as a script"
    assert watch.made == [], "a text of a document became an element"
    assert watch.foreign == [] and watch.refusals == [] and watch.dialogs == [] and watch.complaints == []


def test_no_text_runs_on_any_page(page: Page, watch: Watch, settle: Settle, hostile_address: str) -> None:
    for address in ADDRESSES:
        page.goto(hostile_address + address)
        settle(page)
        expect(page.locator("[data-testid=stException]"), address).to_have_count(0)
        watch.use_everything(settle)
    assert_nothing_happened(watch)
    assert {"tab", "fold", "list", "mark", "table"} <= watch.touched.keys()


def shown_name(page: Page) -> str:
    """The name of the project that the page shows, without what we put into it."""
    return page.get_by_test_id("stHeading").nth(1).inner_text().replace(WORD_JOINER, "")


def test_every_name_is_shown_as_printed_on_the_way_to_its_source(
    page: Page, watch: Watch, settle: Settle, hostile_address: str, hostile_folder: Path
) -> None:
    page.goto(hostile_address + "/execution_rate")
    settle(page)
    click_cell(page, "table_main", 1, 20)
    page.wait_for_url("**/project?**")
    settle(page)
    watch.use_everything(settle)
    (table,) = hostile_folder.rglob("core_project.parquet")
    forms = pl.read_parquet(table).filter(pl.col("form_type") == "self_evaluation").to_dicts()
    for form in forms:
        page.evaluate(GO_BACK_TO, f"/project?id={form['project_id']}&section=form&field=project_name")
        settle(page)
        name = " ".join(visible_text(form["project_name"]).split())
        assert reading_that_holds(page, lambda: shown_name(page), lambda shown, name=name: shown == name) == name
        expect(page.get_by_test_id("source-lines").locator("mark")).to_have_count(1)
        watch.look()
    assert len(forms) > len(PAYLOADS)
    assert_nothing_happened(watch)
