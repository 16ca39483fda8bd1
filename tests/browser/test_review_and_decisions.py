"""What analysts decide, in a real browser: a reviewed workbook goes out and comes back, a decision outlives a build."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.screen_table import Rows, screen_rows
from tests.browser.served_dashboard import build_published, served_dashboard

GOLDEN = Path(__file__).parents[1] / "golden"
DECIDED = {("属实", "林某", "有效")}
Settle = Callable[[Page], None]


@pytest.fixture(scope="session")
def growing_folder(published_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the session's published folder for this module alone, which gets a second build."""
    return shutil.copytree(published_folder, tmp_path_factory.mktemp("growing") / "published")


@pytest.fixture(scope="session")
def base_url(chromium_path: str, growing_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with decisions of its own."""
    folder = tmp_path_factory.mktemp("deciding")
    with served_dashboard(growing_folder, folder / "streamlit.log", folder / "access_log") as address:
        yield address


@pytest.fixture(scope="session")
def window_size() -> ViewportSize:
    """A window so wide that every column of a table is on the screen."""
    return {"width": 2600, "height": 1500}


def write_name(page: Page, settle: Settle) -> None:
    """Say who decides."""
    field = page.get_by_label("经办人").first
    field.fill("林某")
    field.press("Enter")
    settle(page)


def painted_rows(page: Page, key: str, until: Callable[[Rows], bool]) -> Rows:
    """The rows of a table that may be out of sight, once they hold."""
    page.locator(f".st-key-{key} [data-testid=stDataFrame]").first.scroll_into_view_if_needed()
    return screen_rows(page, key, until=until)


def test_a_sheet_goes_out_is_filled_and_comes_back(
    open_address: Callable[[str], Page], settle: Settle, tmp_path: Path
) -> None:
    page = open_address("/review_sheet?seed=2026&size=5")
    with page.expect_download() as waiting:
        page.locator(".st-key-download_review button").click()
    file = tmp_path / "filled.xlsx"
    waiting.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    self_scores = [sheet.cell(line, 9).value for line in range(6, sheet.max_row + 1)]
    for line, score in enumerate(self_scores, start=6):
        sheet.cell(line, 10).value = "无佐证"
        sheet.cell(line, 11).value = 0 if line == 6 else score
    sheet.cell(7, 11).value = 1_000
    book.save(file)

    page.get_by_role("tab", name="复核结果").click()
    settle(page)
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    main = page.locator("[data-testid=stMain]")
    told = f"读出 1 个项目的 {len(self_scores) - 1} 行已填"
    expect(main.get_by_text(told)).to_be_visible()
    expect(main.get_by_text("不能采用的行（1 行）")).to_be_visible()
    write_name(page, settle)
    page.locator(".st-key-keep_review button").click()
    expect(main.get_by_text("这份文件已由 林某 存入")).to_be_visible()

    page = open_address("/review_sheet?view=results")
    rows = painted_rows(page, "table_reviewed_rows", lambda rows: len(rows) == len(self_scores) - 1)
    assert len(rows) == len(self_scores) - 1
    first = rows[0]
    assert (float(first["自评得分（分）"]), float(first["复核得分（分）"])) == (self_scores[0], 0)
    assert float(first["自评减复核（分）"]) == self_scores[0] and first["存入人"] == "林某"
    (form,) = painted_rows(page, "table_reviewed_forms", lambda rows: len(rows) == 1)
    assert float(form["核减（分）"]) == self_scores[0]
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_a_decision_outlives_a_build_with_another_document(
    open_address: Callable[[str], Page], settle: Settle, growing_folder: Path, drawn_forms: Path, tmp_path: Path
) -> None:
    (file,) = growing_folder.rglob("audit_finding.parquet")
    findings = pq.read_table(file, columns=["project_id", "source_kind"]).to_pylist()
    project = next(row["project_id"] for row in findings if row["source_kind"] == "rule" and row["project_id"])
    page = open_address(f"/project?id={project}")
    page.get_by_text("给出处理意见（属实、不成立）").click()
    settle(page)
    write_name(page, settle)
    page.get_by_text("属实", exact=True).click()
    page.get_by_role("button", name="保存意见").click()
    expect(page.get_by_text("条处理意见").first).to_be_visible()

    shutil.copy(GOLDEN / "tab_rows" / "source.txt", tmp_path / "新增.txt")
    build_published(growing_folder, "data/raw", drawn_forms, tmp_path)
    page = open_address(f"/project?id={project}")
    expect(page.get_by_text("数据批次 2")).to_be_visible()
    rows = painted_rows(page, "table_main", lambda rows: verdicts_of(rows) == DECIDED)
    assert verdicts_of(rows) == DECIDED


def verdicts_of(rows: Rows) -> set[tuple[str, str, str]]:
    """What was decided on the findings of a table, by whom, and whether it holds."""
    return {(row["处理意见"], row["经办人"], row["是否过期"]) for row in rows}
