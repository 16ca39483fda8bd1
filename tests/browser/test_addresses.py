"""Every address that an analyst may have bookmarked opens: its title, no exception, and no request to another host."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

TITLES = {
    "/": "总览",
    "/execution_rate": "预算执行率",
    "/low_scoring_indicators": "低分指标",
    "/project_comparison": "同类项目比较",
    "/deviation_reasons": "偏差原因",
    "/audit_findings": "自评质量审核",
    "/review_sheet": "抽查复核",
    "/unit_report": "单位通报",
    "/targets_and_results": "目标与结果",
    "/project": "项目详情",
    "/sources": "数据来源",
    "/data_dictionary": "数据字典",
}
OWN_HOSTS = {"127.0.0.1", "localhost", None}  # None: data: and blob: addresses have no host


@pytest.fixture()
def foreign_requests(page: Page) -> list[str]:
    """The addresses outside the dashboard that the page asks for, filled while the test runs."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if not is_own(request.url) else None)
    page.on("websocket", lambda socket: seen.append(socket.url) if not is_own(socket.url) else None)
    return seen


@pytest.fixture()
def blocked_code(page: Page) -> list[str]:
    """What the browser refused to run or load for the content security policy, filled while the test runs."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if "Content Security Policy" in message.text else None)
    return seen


@pytest.fixture(autouse=True)
def new_log_text(dashboard_log: Path, base_url: str) -> Iterator[Callable[[], str]]:
    """A function that returns what the server has printed since the test began; a traceback in it fails the test."""
    start = dashboard_log.stat().st_size

    def read() -> str:
        return dashboard_log.read_bytes()[start:].decode("utf-8", "replace")

    yield read
    assert "Traceback" not in read(), f"the server printed a traceback:\n{read()}"


def is_own(address: str) -> bool:
    """Whether a request stays with the dashboard."""
    return urlsplit(address).hostname in OWN_HOSTS


def assert_sound(page: Page, title: str) -> None:
    """The page shows its title in its own body, no exception, and nothing of Streamlit's English around it."""
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_test_id("stMainMenu")).to_have_count(0)
    expect(page.get_by_text("跳到正文")).to_have_count(1)
    main = page.locator("[data-testid=stMain]")
    expect(main.get_by_role("heading").filter(has_text=title).first).to_be_visible()


@pytest.mark.parametrize("address", sorted(TITLES))
def test_address_opens_with_its_title(
    address: str,
    open_address: Callable[[str], Page],
    foreign_requests: list[str],
    blocked_code: list[str],
    any_project_id: str,
) -> None:
    asked = f"{address}?id={any_project_id}" if address == "/project" else address
    page = open_address(asked)
    assert_sound(page, TITLES[address])
    assert foreign_requests == []
    assert blocked_code == []


def test_an_unknown_address_is_answered_in_chinese(page: Page, base_url: str) -> None:
    answer = page.goto(base_url + "/execution_rates")
    assert answer is not None
    assert answer.status == 404
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    page.get_by_role("link", name="回到总览").click()
    expect(page.get_by_role("heading").filter(has_text="总览").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("asked", ["/project", "/project?id=0000000000000000-01", "/project?id=%3Cscript%3E"])
def test_project_page_without_a_form_says_so(asked: str, open_address: Callable[[str], Page]) -> None:
    page = open_address(asked)
    assert_sound(page, TITLES["/project"])


def test_navigation_lists_the_pages_in_chinese(open_address: Callable[[str], Page]) -> None:
    navigation = open_address("/").locator("[data-testid=stSidebarNav]")
    for title in TITLES.values():
        expect(navigation.get_by_text(title, exact=True)).to_have_count(1)
