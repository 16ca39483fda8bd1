"""Files that Streamlit holds ready (downloads, pictures) only for who may see the pages, where a login is configured.

Input and output: an ASGI application. Used by serve.py. Streamlit asks for the login in its pages only: `/media/<id>`
answers anybody who has the address. The cookie is the one that Streamlit signs after a login; who is let in is decided
as `pages/widgets/login_gate.py` does, which a test compares.
"""

import json
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

USER_COOKIE = "_streamlit_user"
GUARDED = ("/media/", "/_stcore/upload_file/")
LONGEST_LOGIN_SECONDS = 8 * 3600
CLOCK_SECONDS = 300
REFUSAL = "请先登录绩效透镜，再下载。"


class MediaGate:
    """Answers 403 to who is not logged in and asks for a file; without a configured login everything passes."""

    def __init__(self, app: ASGIApp, *, has_login: bool) -> None:
        self.app = app
        self.has_login = has_login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_guarded = self.has_login and scope["type"] == "http" and any(part in scope["path"] for part in GUARDED)
        if is_guarded and not may_see(load_user(Request(scope).cookies), st.secrets.get("access", {}), time.time()):
            await PlainTextResponse(REFUSAL, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def load_user(cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """Who Streamlit signed the cookie for; nobody where there is none, or it is not as it was signed."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    content = get_cookie_with_chunks(signed, USER_COOKIE) if secret else None
    try:
        user = json.loads(content) if content else {}
    except ValueError:
        return {}
    return user if isinstance(user, dict) else {}


def may_see(user: Mapping[str, Any], access: Mapping[str, Any], now: float) -> bool:
    """Whether a user is logged in since less than eight hours, and on the list."""
    issued = user.get("iat")
    if user.get("is_logged_in") is not True or not isinstance(issued, int | float):
        return False
    if not -CLOCK_SECONDS <= now - issued <= LONGEST_LOGIN_SECONDS:
        return False
    is_mail_listed = user.get("email_verified") is True and user.get("email") in listed(access, "emails")
    return is_mail_listed or user.get("sub", "") in {*listed(access, "subjects")} - {""}


def listed(access: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The accounts of a list; none where a text stands in its place, every part of which would be let in."""
    names = access.get(key, ())
    return tuple(names) if isinstance(names, list | tuple) else ()
