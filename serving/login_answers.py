"""What Streamlit leaves open around a login: a sentence where it fails, and cookies that travel over https only.

Input and output: an ASGI application. Used by serve.py. Streamlit 1.67 sends who could not be logged in back without a
word, answers in English where the provider is away, and never marks its cookies as secure.
"""

from collections.abc import Iterable

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAILED_COOKIE = "jixiao_login_failed"  # read by pages/widgets/login_gate.py
SECONDS = 60
USER_COOKIE = b"_streamlit_user="
LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
FIRST_ERROR_STATUS = 400
Headers = list[tuple[bytes, bytes]]
PROVIDER_AWAY = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>暂时不能登录 · 绩效透镜</title></head>
<body><h1>暂时不能登录</h1>
<p>单位的登录服务没有应答。请过几分钟再试；仍然这样，请把时间告诉维护人员。</p>
<p><a href="/">回到绩效透镜</a></p></body></html>
"""


class LoginAnswers:
    """Adds to the answers of a login what Streamlit leaves out; without a configured login everything passes."""

    def __init__(self, app: ASGIApp, *, has_login: bool, is_https: bool) -> None:
        self.app = app
        self.has_login = has_login
        self.is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if not self.has_login or scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, is_away = str(scope["path"]), False

        async def send_on(message: Message) -> None:
            nonlocal is_away
            if message["type"] == "http.response.start":
                is_away = path.endswith(LOGIN) and message["status"] >= FIRST_ERROR_STATUS
                headers = list(message["headers"])
                if path.endswith(CALLBACK) and is_answer_of_provider(scope["query_string"]):
                    headers.append((b"set-cookie", word_of_failure(is_logged_in(headers)).encode()))
                message = {**message, "headers": secured(headers) if self.is_https else headers}
            if not is_away:
                await send(message)

        await self.app(scope, receive, send_on)
        if is_away:
            await HTMLResponse(PROVIDER_AWAY, 503)(scope, receive, send)


def is_answer_of_provider(query_string: bytes) -> bool:
    """Whether a provider sends somebody back from a login; after a logout there is nothing behind the address."""
    return b"state=" in query_string or b"error=" in query_string


def is_logged_in(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether an answer lets the browser keep who its user is."""
    kept = [value for name, value in headers if name.lower() == b"set-cookie" and value.startswith(USER_COOKIE)]
    return bool(kept) and not kept[-1].startswith((USER_COOKIE + b'""', USER_COOKIE + b";"))


def word_of_failure(is_done: bool) -> str:
    """The header that lets the next page say that a login failed, or that makes an earlier word forgotten."""
    return f"{FAILED_COOKIE}=1; Max-Age={0 if is_done else SECONDS}; Path=/; HttpOnly; SameSite=Lax"


def secured(headers: Headers) -> Headers:
    """The headers with every cookie for https only."""
    return [
        (name, value + b"; Secure" if name.lower() == b"set-cookie" and b"; secure" not in value.lower() else value)
        for name, value in headers
    ]
