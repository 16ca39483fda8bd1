"""After a login the page that was asked for, and never another server."""

from urllib.parse import quote

import pytest
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from serving.asked_address import COOKIE, AskedAddress
from tests.serving.test_answers import ask

PAGE = {"accept": "text/html"}


async def server(scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit at the end of a login, and a page elsewhere."""
    answer = RedirectResponse("/", 302) if scope["path"] == "/oauth2callback" else Response("page")
    await answer(scope, receive, send)


def cookie_of(path: str, *, has_login: bool = True, accept: str = "text/html") -> str | None:
    set_cookies = ask(AskedAddress(server, has_login=has_login), path, {"accept": accept})[1].get("set-cookie")
    return set_cookies[0] if set_cookies else None


def led_to(kept: str | None) -> str:
    headers = PAGE if kept is None else PAGE | {"cookie": f"a=b; {COOKIE}={quote(kept, safe='')}"}
    return ask(AskedAddress(server, has_login=True), "/oauth2callback", headers)[1]["location"][0]


def test_the_page_of_before_is_opened_after_the_login() -> None:
    cookie = cookie_of("/execution_rate")
    assert cookie is not None
    assert cookie.startswith(f"{COOKIE}=%2Fexecution_rate; ") and "HttpOnly; SameSite=Lax" in cookie
    assert led_to("/execution_rate?year=2023&district=310113") == "/execution_rate?year=2023&district=310113"
    assert led_to("/?year=2023") == "/?year=2023"
    assert led_to(None) == "/"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/execution_rate",
        "https://evil.example/execution_rate",
        "/\\evil.example",
        "/execution_rate\\..\\x",
        "/unknown",
        "execution_rate",
        "/execution_rate/../x",
        "/execution_rate\r\nset-cookie: a=b",
        "javascript:alert(1)",
        "",
    ],
)
def test_no_other_address_is_followed(address: str) -> None:
    assert led_to(address) == "/"


def test_only_pages_of_a_server_with_login_are_remembered() -> None:
    assert cookie_of("/execution_rate", has_login=False) is None
    assert cookie_of("/static/app.js") is None
    assert cookie_of("/execution_rate", accept="*/*") is None
    assert cookie_of("/oauth2callback") is None
