"""A file chosen on 数据来源 is read on trial and shown; nothing of it enters the data or stays on the disk."""

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.screen_table import click_cell

GOLDEN = Path(__file__).parents[1] / "golden" / "form_saved_as_docx"
READ_MILLISECONDS = 60_000  # generous: a process of its own on two busy cores
TRIAL_FOLDERS = "jixiao-trial-*"


def project_name() -> str:
    """The name that the golden form prints."""
    (form,) = json.loads((GOLDEN / "expected.json").read_text("utf-8"))["forms"]
    return str(form["fields"]["project_name"])


def choose_file(page: Page, file: Path) -> None:
    """Choose a file as an analyst does."""
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)


def files_of(folder: Path) -> dict[str, int]:
    """Every file below a folder with its size."""
    return {str(path): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def test_a_chosen_file_is_shown_and_not_taken(
    open_address: Callable[[str], Page], published_folder: Path, tmp_path: Path
) -> None:
    before, folders = files_of(published_folder), set(Path(tempfile.gettempdir()).glob(TRIAL_FOLDERS))
    page = open_address("/sources?view=trial")
    choose_file(page, GOLDEN / "source.docx")
    main = page.locator("[data-testid=stMain]")
    expect(main.get_by_text("读出 1 张项目表")).to_be_visible(timeout=READ_MILLISECONDS)
    expect(main.get_by_role("cell", name=project_name())).to_be_visible()
    expect(main.get_by_text("以上只是试读，没有放进数据")).to_be_visible()

    broken = tmp_path / "破损.pdf"
    broken.write_bytes(b"%PDF-1.7 cut off")
    page.get_by_role("button", name="Remove source.docx").click()
    expect(main.get_by_text("读出 1 张项目表")).to_have_count(0, timeout=READ_MILLISECONDS)
    choose_file(page, broken)
    expect(main.get_by_text("这份文件不能读取")).to_be_visible(timeout=READ_MILLISECONDS)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert files_of(published_folder) == before
    assert set(Path(tempfile.gettempdir()).glob(TRIAL_FOLDERS)) <= folders


def test_a_file_over_the_limit_is_refused_in_chinese(open_address: Callable[[str], Page], tmp_path: Path) -> None:
    large = tmp_path / "太大.pdf"
    large.write_bytes(b"%PDF" + bytes(40 << 20))
    page = open_address("/sources?view=trial")
    choose_file(page, large)
    expect(page.locator("[data-testid=stFileChip][aria-invalid=true]")).to_be_visible(timeout=READ_MILLISECONDS)
    told = page.locator(".st-key-trial_upload").evaluate("element => getComputedStyle(element, '::after').content")
    assert "超过了大小上限" in told


def test_a_picked_form_is_explained(open_address: Callable[[str], Page], settle: Callable[[Page], None]) -> None:
    page = open_address("/sources?view=readings")
    expect(page.locator(".st-key-table_forms [data-testid=stDataFrame]").first).to_be_visible(timeout=READ_MILLISECONDS)
    page.wait_for_timeout(1000)  # the table paints on a canvas after it is there
    click_cell(page, "table_forms", row=2, x=16)
    settle(page)
    expect(page).to_have_url(re.compile("[?&]form="))
    expect(page.locator("[data-testid=stMain]").get_by_text("读取把握 ", exact=False).first).to_be_visible()
