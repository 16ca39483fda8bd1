"""Every answer carries the headers, the page says that it is Chinese, and an unknown address is answered in Chinese."""

import asyncio
import gzip
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
import streamlit
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.wording.chart_words import CHART_WORDS
from serving import chart_script, chinese_words
from serving.paced_body import PIECE_BYTES, PacedBody
from serving.replaced_scripts import ReplacedScripts
from serving.security_headers import SecurityHeaders, content_security_policy
from serving.unknown_address import UnknownAddress

PAGE = '<!DOCTYPE html><html lang="en"><body>正文</body></html>'


async def streamlit_like(scope: Scope, receive: Receive, send: Send) -> None:
    """A page at /, compressed where the client can take it, and something else elsewhere."""
    if scope["path"] != "/":
        await Response(b"\x00", media_type="application/octet-stream")(scope, receive, send)
    elif (b"accept-encoding", b"gzip") in scope["headers"]:
        await Response(gzip.compress(PAGE.encode()), headers={"content-encoding": "gzip"}, media_type="text/html")(
            scope, receive, send
        )
    else:
        await HTMLResponse(PAGE, headers={"etag": "1", "x-content-type-options": "other"})(scope, receive, send)


def ask(
    app: ASGIApp, path: str, headers: Mapping[str, str], method: str = "GET", query: bytes = b""
) -> tuple[int, dict[str, list[str]], bytes]:
    """Status, headers and body of one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": named, "query_string": query}
    with ThreadPoolExecutor(1) as beside:  # the browser tests of the same worker leave an event loop running
        beside.submit(asyncio.run, app(scope, receive, send)).result()
    found: dict[str, list[str]] = {}
    for name, value in sent[0]["headers"]:
        found.setdefault(name.decode(), []).append(value.decode())
    return sent[0]["status"], found, b"".join(message["body"] for message in sent[1:])


def test_a_page_is_chinese_and_as_long_as_it_says() -> None:
    asked_for = {"accept": "text/html,*/*", "accept-encoding": "gzip"}
    status, headers, body = ask(SecurityHeaders(streamlit_like), "/", asked_for)
    assert (status, body.decode()) == (200, PAGE.replace('lang="en"', 'lang="zh-CN"'))
    assert headers["content-length"] == [str(len(body))]
    assert "etag" not in headers


def test_every_answer_carries_the_headers_once() -> None:
    for path, accepted in (("/", "text/html"), ("/media/1", "*/*")):
        _, headers, _ = ask(SecurityHeaders(streamlit_like), path, {"accept": accepted})
        assert headers["content-security-policy"] == [content_security_policy()]
        assert headers["x-content-type-options"] == ["nosniff"]


def test_the_policy_runs_no_inline_script_but_the_known_one() -> None:
    directives = {part.split()[0]: part.split()[1:] for part in content_security_policy().split("; ")}
    assert "'unsafe-inline'" not in directives["script-src"]
    assert "'unsafe-eval'" not in directives["script-src"]
    assert len([source for source in directives["script-src"] if source.startswith("'sha256-")]) == 1
    assert directives["default-src"] == directives["connect-src"] == ["'self'"]
    assert directives["frame-ancestors"] == directives["object-src"] == ["'none'"]


def test_an_unknown_address_is_answered_in_chinese_and_escaped() -> None:
    status, _, body = ask(UnknownAddress(streamlit_like), "/<b>别处", {"accept": "text/html"})
    assert status == 404
    assert "没有这一页" in body.decode()
    assert "<b>" not in body.decode().split("</h1>")[1]


def test_the_start_page_by_its_name_leads_to_its_one_address() -> None:
    status, headers, _ = ask(UnknownAddress(streamlit_like), "/overview", {"accept": "text/html"}, query=b"year=2023")
    assert (status, headers["location"]) == (307, ["/?year=2023"])
    assert ask(UnknownAddress(streamlit_like), "/overview/", {"accept": "text/html"})[1]["location"] == ["/"]


def test_pages_parts_and_downloads_pass() -> None:
    app = UnknownAddress(streamlit_like)
    assert ask(app, "/", {"accept": "text/html"})[0] == 200
    assert ask(app, "/execution_rate", {"accept": "text/html"})[0] == 200
    assert ask(app, "/media/abc.csv", {"accept": "text/html"})[0] == 200
    assert ask(app, "/static/js/index.js", {"accept": "*/*"})[0] == 200


def texts_of(scripts: tuple[str, ...]) -> str:
    """The text of scripts of the pinned Streamlit by their names."""
    folder = Path(streamlit.__file__).parent / "static/static/js"
    return "".join(file.read_text("utf-8") for name in scripts for file in folder.glob(f"{name}.*.js"))


@pytest.mark.parametrize("part", [chinese_words, chart_script])
def test_every_word_that_is_replaced_stands_in_the_scripts_of_the_pinned_version(part: ModuleType) -> None:
    text = texts_of(part.SCRIPTS)
    assert [theirs for theirs, _ in part.WORDS if theirs not in text] == []


def test_a_chart_waits_for_its_width_at_one_place_of_the_script() -> None:
    assert texts_of(chart_script.SCRIPTS).count(chart_script.HANDED_TO_PLOTLY) == 1


def test_the_pinned_plotly_says_the_words_that_are_told_in_chinese() -> None:
    (script,) = Path(streamlit.__file__).parent.glob("static/static/js/PlotlyChart.*.js")
    text = script.read_text("utf-8")
    assert [word for word in CHART_WORDS if f"`{word}`" not in text] == []


def test_words_are_replaced_in_the_scripts_of_their_names_only() -> None:
    script = "`Connecting`,other"

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(script, headers={"etag": "1"}, media_type="text/javascript")(scope, receive, send)

    around = ReplacedScripts(app, {("index", "Toolbar"): chinese_words.WORDS, ("PlotlyChart",): (("other", "ours"),)})
    _, headers, body = ask(around, "/static/js/index.abc.js", {"accept": "*/*"})
    assert body.decode() == "`正在连接`,other"
    assert headers["content-length"] == [str(len(body))] and "etag" not in headers
    assert ask(around, "/static/js/PlotlyChart.a.js", {"accept": "*/*"})[2].decode() == "`Connecting`,ours"
    assert ask(around, "/static/js/other.js", {"accept": "*/*"})[2].decode() == script


def test_a_large_answer_is_handed_over_in_pieces_and_whole() -> None:
    content = bytes(range(256)) * (PIECE_BYTES // 100)
    sizes: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(content)(scope, receive, send)

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def count(message: Message) -> None:
            sizes.append(len(message.get("body", b"")))
            await send(message)

        await PacedBody(app)(scope, receive, count)

    _, headers, body = ask(watched, "/media/1.csv", {"accept": "*/*"})
    assert body == content and headers["content-length"] == [str(len(content))]
    assert len(sizes) > 3 and max(sizes) <= PIECE_BYTES
