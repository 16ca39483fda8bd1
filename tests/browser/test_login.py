"""A login in a real browser: away to the provider and back to the page that was asked for, and out again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

REASON = "NOT RUN: the packages of a login are not installed"
pytest.importorskip("authlib", reason=REASON)
pytest.importorskip("httpx", reason=REASON)

from tests.serving.guarded_dashboard import guarded_dashboard  # noqa: E402
from tests.serving.identity_provider import running_provider  # noqa: E402


def test_a_reader_logs_in_and_out(
    page: Page, settle: Callable[[Page], None], published_folder: Path, tmp_path: Path
) -> None:
    with running_provider() as provider, guarded_dashboard(provider, published_folder, tmp_path) as port:
        address = f"http://127.0.0.1:{port}/execution_rate?district=310113"
        page.goto(address)
        settle(page)
        expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
        page.get_by_role("button", name="登录").click()
        district = page.get_by_test_id("stMultiSelect").filter(has=page.get_by_text("区县", exact=True))
        expect(district).to_contain_text("宝山区")
        settle(page)
        expect(page).to_have_url(address)
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_text("请用单位账号登录。")).to_be_visible()
        settle(page)
        expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
        assert len(provider.logouts) == 1 and provider.refusals == []
