"""Files of the pages are for those who may see the pages: the same people, by the cookie that Streamlit signed."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages.widgets import login_gate
from serving import media_gate
from serving.media_gate import USER_COOKIE, MediaGate, may_see
from tests.serving.test_answers import ask, streamlit_like

NOW, SECRET = 1_800_000_000.0, "a secret of thirty-two characters"
ACCESS = {"emails": ["lin@example.cn"], "subjects": ["subject-7", ""]}
LIN: dict[str, Any] = {
    "is_logged_in": True, "email": "lin@example.cn", "email_verified": True, "iat": NOW - 60, "sub": "subject-1",
}  # fmt: skip
USERS: list[dict[str, Any]] = [
    LIN,
    LIN | {"email": "x@example.cn", "sub": "subject-7"},
    LIN | {"email": "LIN@example.cn"},
    LIN | {"email_verified": "true"},
    LIN | {"email_verified": None, "sub": ""},
    LIN | {"iat": NOW - 9 * 3600},
    LIN | {"iat": NOW + 3600},
    LIN | {"iat": "yesterday"},
    LIN | {"iat": NOW - 8 * 3600},
    {"is_logged_in": True, "iat": NOW},
]


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_gate, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(media_gate.time, "time", lambda: NOW)
    monkeypatch.setattr(st, "secrets", {"access": ACCESS})


def status(path: str, cookies: Mapping[str, str], *, has_login: bool = True) -> int:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return ask(MediaGate(streamlit_like, has_login=has_login), path, {"cookie": cookie} if cookie else {})[0]


def signed(user: object, secret: str = SECRET) -> dict[str, str]:
    return {USER_COOKIE: create_signed_value(secret, USER_COOKIE, json.dumps(user)).decode()}


@pytest.mark.parametrize("user", USERS)
def test_a_file_is_for_those_who_may_see_the_pages(user: dict[str, Any]) -> None:
    allowed = login_gate.AccessList(ACCESS["emails"], ACCESS["subjects"])
    is_let_in = login_gate.why_refused(user, allowed, NOW) is None
    assert may_see(user, ACCESS, NOW) == is_let_in
    assert status("/media/ab12.csv", signed(user)) == (200 if is_let_in else 403)


def test_without_a_login_of_its_own_nothing_is_handed_out() -> None:
    assert status("/media/ab12.csv", {}) == 403
    assert status("/lens/media/ab12.csv", {}) == 403, "below a base path too"
    assert status("/media/ab12.csv", signed(LIN, "another secret of the same length!")) == 403
    assert status("/media/ab12.csv", signed(LIN | {"is_logged_in": False})) == 403
    assert status("/media/ab12.csv", {USER_COOKIE: "\u00ff" * 9}) == 403
    assert status("/media/ab12.csv", signed(["no user"])) == 403
    assert status("/_stcore/upload_file/1/2", {}) == 403


def test_everything_else_and_a_server_without_login_is_as_before() -> None:
    assert status("/static/app.js", {}) == 200
    assert status("/_stcore/health", {}) == 200
    assert status("/media/ab12.csv", {}, has_login=False) == 200
