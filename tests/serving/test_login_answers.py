"""What is added around a login: https-only cookies, a word where it failed, a sentence where the provider is away."""

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.widgets import login_gate
from serving import login_answers
from serving.login_answers import LoginAnswers
from tests.serving.test_answers import ask

LONG_QUERY = b"state=abc&code=x"


def answering(answer: Response, *, query: bytes = b"", has_login: bool = True, is_https: bool = False) -> ASGIApp:
    """The middleware around an application that always gives this answer; asked with this query."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(scope, receive, send)

    around = LoginAnswers(app, has_login=has_login, is_https=is_https)

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        await around({**scope, "query_string": query}, receive, send)

    return asked


def redirect(cookie: str = "") -> Response:
    answer = RedirectResponse("/", 302)
    if cookie:
        answer.headers.append("set-cookie", cookie)
    return answer


def test_every_cookie_is_for_https_where_the_pages_are_and_only_once() -> None:
    for cookie in ("_streamlit_user=x; Path=/", "a=1; Secure; Path=/"):
        cookies = ask(answering(redirect(cookie), is_https=True), "/", {})[1]["set-cookie"]
        assert [one.lower().count("; secure") for one in cookies] == [1]
        assert ask(answering(redirect(cookie)), "/", {})[1]["set-cookie"] == [cookie]


def test_a_failed_login_leaves_a_word_and_a_good_one_takes_it_back() -> None:
    for cookie, seconds in (("", 60), ('_streamlit_user=""; Max-Age=0', 60), ("_streamlit_user=e30.x", 0)):
        cookies = ask(answering(redirect(cookie), query=LONG_QUERY), "/oauth2callback", {})[1]["set-cookie"]
        assert f"jixiao_login_failed=1; Max-Age={seconds};" in cookies[-1]
    assert "set-cookie" not in ask(answering(redirect()), "/oauth2callback", {})[1], "after a logout"
    assert login_gate.FAILED_COOKIE == login_answers.FAILED_COOKIE


def test_a_provider_that_is_away_is_one_chinese_sentence() -> None:
    status, headers, body = ask(answering(Response("Authentication error", 400)), "/auth/login", {})
    assert (status, headers["content-type"]) == (503, ["text/html; charset=utf-8"])
    assert "单位的登录服务没有应答" in body.decode() and "Authentication" not in body.decode()


def test_without_a_login_everything_passes() -> None:
    app = answering(Response("as it was", 400), has_login=False, query=LONG_QUERY)
    assert ask(app, "/auth/login", {})[::2] == (400, b"as it was")
    assert "set-cookie" not in ask(app, "/oauth2callback", {})[1]
