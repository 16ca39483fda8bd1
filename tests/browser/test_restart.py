"""The server dies under an open page: the page says so in Chinese, comes back by itself and keeps its filters."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from drills.served_dashboard import free_port, serve_dashboard

BACK_MILLISECONDS = 300_000  # 15 s on idle processors; a page asks ever more seldom whether its server is back


def test_a_page_outlives_its_server(
    page: Page, settle: Callable[[Page], None], published_folder: Path, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "server.log"
    with serve_dashboard(published_folder, log, port):
        page.goto(f"http://127.0.0.1:{port}/execution_rate?district=310113")
        settle(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("暂时连不上服务器", timeout=BACK_MILLISECONDS)
    expect(dialog).to_contain_text("按原来的筛选自动接上")
    assert "Streamlit" not in dialog.inner_text() and "Connection" not in dialog.inner_text()
    with serve_dashboard(published_folder, log, port):
        expect(dialog).to_have_count(0, timeout=BACK_MILLISECONDS)
        settle(page)
        district = page.get_by_test_id("stMultiSelect").filter(has=page.get_by_text("区县", exact=True))
        expect(district).to_contain_text("宝山区")
        expect(page).to_have_url(re.compile(r"/execution_rate\?district=310113$"))
        expect(page.get_by_test_id("stException")).to_have_count(0)
