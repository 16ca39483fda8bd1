"""The whole way in against a provider that signs: button, callback, cookie, page, file; and every forged way."""

import asyncio
import base64
import json
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from drills.served_dashboard import Answer, open_session
from pages.widgets.login_gate import LOGIN_FAILED, NOT_ON_THE_LIST, PLEASE_LOG_IN
from tests.pages.conftest import load_rows, write_build

httpx = pytest.importorskip("httpx", reason="NOT RUN: the packages of a login are not installed")
pytest.importorskip("authlib", reason="NOT RUN: the packages of a login are not installed")

from tests.serving.guarded_dashboard import COOKIE_SECRET, guarded_dashboard  # noqa: E402
from tests.serving.identity_provider import CLIENT_ID, Provider, running_provider  # noqa: E402

T = TypeVar("T")
PATIENCE_SECONDS = 300  # only ends what hangs
PAGE = "/execution_rate?year=2022"
USER = "_streamlit_user"


@dataclass(slots=True)
class Visitor:
    """A browser without a screen: it keeps cookies, follows addresses, and opens sessions with them."""

    port: int
    client: Any = field(init=False)

    def __post_init__(self) -> None:
        address, headers = f"http://127.0.0.1:{self.port}", {"accept": "text/html"}
        self.client = httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_SECONDS)
        self.client.get("/_stcore/health")  # brings the cookie against forged requests, as in a browser

    def look(self, page: str = "data_dictionary", press: str = "") -> Answer:
        """What a page shows to this browser, after a click on a button where one is named."""

        async def look() -> Answer:
            async with open_session(self.port, dict(self.client.cookies)) as session:
                shown = await session.ask(page)
                return await session.ask(page, button=shown.buttons[press]) if press else shown

        return done_beside(look())

    def make_file(self) -> str:
        """The address of a file that this browser let the server make."""

        async def make() -> str:
            async with open_session(self.port, dict(self.client.cookies)) as session:
                address = await session.make_file(await session.ask("data_dictionary"))
                assert self.client.get(address).status_code == 200
                return address

        return done_beside(make())

    def ask_provider(self) -> str:
        """The address with which the provider sends this browser back, after a click on 登录."""
        self.client.get(PAGE)
        to_provider = self.client.get(self.look(press="登录").sent_to)
        return str(self.client.get(to_provider.headers["location"]).headers["location"])

    def log_in(self) -> str:
        """Where this browser is led after the whole way."""
        return str(self.client.get(self.ask_provider()).headers["location"])


def done_beside(work: Coroutine[Any, Any, T]) -> T:
    """What comes of the work in a thread of its own; the browser tests of the same worker leave an event loop here."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """A provider that runs."""
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def port(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a dashboard that asks this provider who its users are."""
    folder = tmp_path_factory.mktemp("login")
    published = write_build(folder / "published", 1, load_rows())
    with guarded_dashboard(provider, published, folder) as number:
        yield number


@pytest.fixture()
def visitor(port: int, provider: Provider) -> Visitor:
    """A fresh browser; the provider signs what is true."""
    provider.claims, provider.signature, provider.is_away = {}, "good", False
    return Visitor(port)


def test_who_is_listed_comes_to_the_page_that_was_asked_and_gets_its_files(visitor: Visitor) -> None:
    before = visitor.look()
    assert (before.titles, before.texts, list(before.buttons)) == (["绩效透镜"], [PLEASE_LOG_IN], ["登录"])
    assert visitor.log_in() == PAGE
    after = visitor.look()
    assert not after.faults() and after.titles == ["数据字典"]
    assert "退出登录" in after.buttons
    file = visitor.make_file()
    refused = Visitor(visitor.port).client.get(file)
    assert (refused.status_code, refused.text) == (403, "请先登录绩效透镜，再下载。")


def test_logging_out_ends_it_here_and_at_the_provider(visitor: Visitor, provider: Provider) -> None:
    visitor.log_in()
    file = visitor.make_file()
    to_provider = visitor.client.get(visitor.look(press="退出登录").sent_to).headers["location"]
    assert to_provider.startswith(f"{provider.address}/logout?")
    back = visitor.client.get(to_provider).headers["location"]
    assert provider.logouts[-1]["post_logout_redirect_uri"] == back == provider.redirect_uri
    assert provider.logouts[-1]["client_id"] == CLIENT_ID and provider.logouts[-1]["id_token_hint"]
    visitor.client.get(back)
    assert visitor.client.get(file).status_code == 403
    assert visitor.look().texts == [PLEASE_LOG_IN], "a logout is no login that failed"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "wang@example.cn"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": ["lin@example.cn"]},
    ],
)
def test_who_is_not_on_the_list_is_told_so_and_gets_nothing(
    visitor: Visitor, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    visitor.log_in()
    shown = visitor.look()
    assert (shown.titles, shown.texts, list(shown.buttons)) == (["不能查看"], [NOT_ON_THE_LIST], ["退出登录"])
    assert not shown.downloads and not shown.faults()
    assert visitor.client.get("/media/anything.csv").status_code == 403


@pytest.mark.parametrize(
    ("signature", "claims"),
    [
        ("foreign", {}),
        ("none", {}),
        ("public key as password", {}),
        ("missing", {}),
        ("good", {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}),
        ("good", {"exp": None}),
        ("good", {"iss": "http://127.0.0.1:1"}),
        ("good", {"aud": "another client"}),
        ("good", {"nonce": "another login"}),
    ],
)
def test_a_token_that_is_not_ours_lets_nobody_in(
    visitor: Visitor, provider: Provider, signature: str, claims: dict[str, Any]
) -> None:
    provider.signature, provider.claims = signature, claims
    assert visitor.log_in() == PAGE, "back where the login was asked for"
    assert USER not in visitor.client.cookies
    assert visitor.look().texts == [LOGIN_FAILED]


def test_a_state_that_was_changed_or_belongs_to_another_browser_lets_nobody_in(visitor: Visitor) -> None:
    back = visitor.ask_provider()
    state = parse_qs(urlsplit(back).query)["state"][0]
    for address, browser in ((back.replace(state, state[::-1]), visitor), (back, Visitor(visitor.port))):
        browser.client.get(address)
        assert USER not in browser.client.cookies
        assert browser.look().texts == [LOGIN_FAILED]
    visitor.client.get(back)
    assert visitor.look().titles == ["数据字典"], "the right one still works, and what failed before is forgotten"
    replayed = Visitor(visitor.port)
    replayed.client.get(back)
    assert replayed.look().texts == [LOGIN_FAILED]


def test_a_refusal_of_the_provider_is_told(visitor: Visitor) -> None:
    visitor.client.get("/oauth2callback?error=access_denied&error_description=%3Cscript%3E")
    assert visitor.look().texts == [LOGIN_FAILED]


@pytest.mark.parametrize("forged", ["a changed byte", "another secret", "another cookie", "not signed"])
def test_a_cookie_that_the_server_did_not_sign_is_none(visitor: Visitor, forged: str) -> None:
    visitor.log_in()
    file = visitor.make_file()
    good = visitor.client.cookies[USER].strip('"')
    content = decode_signed_value(COOKIE_SECRET, USER, good.encode())
    assert content and json.loads(content)["email"] == "lin@example.cn"
    cookies = {
        "a changed byte": good[:9] + ("A" if good[9] != "A" else "B") + good[10:],
        "another secret": create_signed_value(COOKIE_SECRET[::-1], USER, content.decode()).decode(),
        "another cookie": create_signed_value(COOKIE_SECRET, f"{USER}_tokens", content.decode()).decode(),
        "not signed": base64.urlsafe_b64encode(content).decode(),
    }
    visitor.client.cookies.set(USER, cookies[forged], domain="127.0.0.1")
    assert visitor.look().texts == [PLEASE_LOG_IN]
    assert visitor.client.get(file).status_code == 403


def test_a_login_of_this_morning_is_asked_for_again(visitor: Visitor, provider: Provider) -> None:
    provider.claims = {"iat": int(time.time()) - 9 * 3600}
    visitor.log_in()
    shown = visitor.look()
    assert (shown.titles, list(shown.buttons)) == (["请重新登录"], ["登录", "退出登录"])


def test_a_provider_that_is_away_is_one_chinese_sentence(visitor: Visitor, provider: Provider) -> None:
    to_login = visitor.look(press="登录").sent_to
    provider.is_away = True
    answered = visitor.client.get(to_login)
    assert answered.status_code == 503 and "登录服务没有应答" in answered.text
