"""A file chosen on 数据来源 is read on trial and shown; nothing of it enters the data or stays on the disk."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.patient_reading import reading_that_holds
from tests.browser.screen_table import click_cell

GOLDEN = Path(__file__).parents[1] / "golden" / "form_saved_as_docx"
WORDS_BESIDE = "element => getComputedStyle(element, '::after').content"
TOO_LARGE = "超过了大小上限"


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
    open_address: Callable[[str], Page], published_folder: Path, server_temporary: Path, tmp_path: Path
) -> None:
    before, temporary = files_of(published_folder), set(server_temporary.iterdir())
    page = open_address("/sources?view=trial")
    choose_file(page, GOLDEN / "source.docx")
    main = page.locator("[data-testid=stMain]")
    expect(main.get_by_text("读出 1 张项目表")).to_be_visible()
    expect(main.get_by_role("cell", name=project_name())).to_be_visible()
    expect(main.get_by_text("以上只是试读，没有放进数据")).to_be_visible()

    broken = tmp_path / "破损.pdf"
    broken.write_bytes(b"%PDF-1.7 cut off")
    page.get_by_role("button", name="Remove source.docx").click()
    expect(main.get_by_text("读出 1 张项目表")).to_have_count(0)
    choose_file(page, broken)
    expect(main.get_by_text("这份文件不能读取")).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert files_of(published_folder) == before
    assert set(server_temporary.iterdir()) <= temporary, "the uploads are gone"


def test_a_file_over_the_limit_is_refused_in_chinese(open_address: Callable[[str], Page], tmp_path: Path) -> None:
    large = tmp_path / "太大.pdf"
    large.write_bytes(b"%PDF" + bytes(40 << 20))
    page = open_address("/sources?view=trial")
    choose_file(page, large)
    expect(page.locator("[data-testid=stFileChip][aria-invalid=true]")).to_be_visible()
    beside = page.locator(".st-key-trial_upload")
    told = reading_that_holds(page, lambda: str(beside.evaluate(WORDS_BESIDE)), lambda words: TOO_LARGE in words)
    assert TOO_LARGE in told


def test_a_picked_form_is_explained(open_address: Callable[[str], Page], settle: Callable[[Page], None]) -> None:
    page = open_address("/sources?view=readings")
    click_cell(page, "table_forms", row=2, x=16)
    settle(page)
    expect(page).to_have_url(re.compile("[?&]form="))
    expect(page.locator("[data-testid=stMain]").get_by_text("读取把握 ", exact=False).first).to_be_visible()
