"""What every answer of the server carries beside its content: the headers that keep documents' texts from ever running.

Input and output: an ASGI application. Streamlit 1.67 sends no security header of its own. Used by serve.py.
"""

import base64
import hashlib
import re
from importlib.resources import files

from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
LANGUAGE = (b'<html lang="en">', b'<html lang="zh-CN">')
FIXED_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
)


def content_security_policy() -> str:
    """The policy of every answer: code from this server only, nothing from or to another one, no frame around.

    The one script that Streamlit's page has inline is allowed by its hash; styles are inline because its components
    write them so; data: and blob: pictures are plotly's and the data frame's.
    """
    page = files("streamlit").joinpath("static/index.html").read_text("utf-8")
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in INLINE_SCRIPT.findall(page)
    ]
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *hashes]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


class SecurityHeaders:
    """Adds the headers to every answer, and says in the one HTML page that it is Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [*FIXED_HEADERS, (b"content-security-policy", content_security_policy().encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; websockets pass unchanged."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if wants_page(scope):  # so that the page comes whole and uncompressed; it is 3 kB
            left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since")
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] not in left_out]}
        await self.app(scope, receive, PageSender(send, self.headers).send)


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, not for a part of one."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return b"text/html" in accepted


class PageSender:
    """Hands on the messages of one answer with the headers added; an HTML page is held until it is whole."""

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]]) -> None:
        self._send = send
        self._headers = headers
        self._held: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Hand on one message of the answer."""
        if message["type"] == "http.response.start":
            ours = {name for name, _ in self._headers}
            kept = [(name, value) for name, value in message["headers"] if name.lower() not in ours]
            message = {**message, "headers": [*kept, *self._headers]}
            if is_plain_page(message["headers"]):
                self._held = message
                return
        elif message["type"] == "http.response.body" and self._held is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = self._body.replace(*LANGUAGE)
            changed = (b"content-length", b"etag", b"last-modified")
            headers = [(name, value) for name, value in self._held["headers"] if name.lower() not in changed]
            await self._send({**self._held, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
            self._held = None
            message = {**message, "body": body}
        await self._send(message)


def is_plain_page(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether an answer is an HTML page that is not compressed."""
    named = {name.lower(): value for name, value in headers}
    return named.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in named
