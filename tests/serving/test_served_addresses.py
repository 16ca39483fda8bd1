"""The server as it is started: who may speak to it, and what stands behind addresses that nobody is meant to ask."""

import http.client
from collections.abc import Iterator

import pytest

from drills.served_dashboard import serve_dashboard
from serving.security_headers import content_security_policy
from tests.pages.conftest import load_rows, write_build

TRAVERSALS = (
    "/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
    "/..\\..\\..\\etc\\passwd", "/static/../serve.py", "/static/%2e%2e/%2e%2e/serve.py", "/media/../../serve.py",
    "/media/%00", "/app/static/serve.py", "/component/../../serve.py", "/_stcore/bidi-components/../../../serve.py",
    "/.streamlit/secrets.toml", "/data/raw/manifest.csv", "/serve.py",
)  # fmt: skip
ADDRESSES = ("/", "/execution_rate?year=2022", "/no_such_page", "/media/none.csv", "/static/none.js", "/_stcore/health")
PATIENCE_SECONDS = 300  # only ends what hangs
OURS = (b"import streamlit", b"root:", b"sha256,", b"[auth]")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a dashboard without a login."""
    folder = tmp_path_factory.mktemp("served")
    published = write_build(folder / "published", 1, load_rows())
    with serve_dashboard(published, folder / "server.log") as dashboard:
        yield dashboard.port


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, str, bytes]:
    """Status, policy and body of one answer; the path goes out as it stands."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, path, body or None, {"accept": "text/html", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("content-security-policy", ""), answer.read()
    finally:
        connection.close()


def status_of_session(port: int, host: str, origin: str) -> int:
    """101 where a session may be opened under this name from a page of this origin, else the refusal."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Origin": origin}
    asked |= {"Host": host, "Sec-WebSocket-Key": "MDEyMzQ1Njc4OTAxMjM0NQ==", "Sec-WebSocket-Protocol": "streamlit"}
    try:
        connection.request("GET", "/_stcore/stream", headers=asked)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_address_hands_out_a_file_of_the_machine(port: int, path: str) -> None:
    _, _, body = ask(port, path)
    assert not [sign for sign in OURS if sign in body]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_carries_the_policy(port: int, path: str) -> None:
    assert ask(port, path)[1] == content_security_policy()


def test_only_our_own_page_may_open_a_session(port: int) -> None:
    ours = f"127.0.0.1:{port}"
    assert status_of_session(port, ours, f"http://{ours}") == 101
    assert status_of_session(port, ours, "http://evil.example") == 403
    assert status_of_session(port, ours, "null") == 403
    assert status_of_session(port, f"evil.example:{port}", f"http://evil.example:{port}") == 403, "a rebound name"


def test_an_upload_without_a_session_is_refused(port: int) -> None:
    assert ask(port, "/_stcore/upload_file/1/2", "PUT", b"x")[0] in (400, 403, 404)
    assert ask(port, "/_stcore/upload_file/1/2", "DELETE")[0] in (400, 403, 404)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(port, "/execution_rate", method)[0] in (403, 404, 405)
