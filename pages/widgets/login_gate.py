"""Who may see the pages: everybody on this machine, or those on the list once a login is configured.

Input: `[auth]` (OpenID Connect) and `[access]` of `.streamlit/secrets.toml`. Output: nothing where the page may go on;
else a page that says what to do. Streamlit keeps a login for thirty days and does not look at its end; we do. Side of
the pages.
"""

import os
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from pages.wording.harmless_text import markdown_text

LONGEST_LOGIN_SECONDS = 8 * 3600  # a working day
CLOCK_SECONDS = 300  # by so much the clocks of the provider and of this server may differ
NOT_ON_THE_LIST = "这个账号没有查看权限，请联系本系统的管理人员。"
LOGIN_IS_OLD = "登录已超过 8 小时，请重新登录。"
PLEASE_LOG_IN = "请用单位账号登录。"
LOGIN_FAILED = "刚才没有登录成功。请再试一次；仍不成功，请把账号和时间告诉本系统的管理人员。"
FAILED_COOKIE = "jixiao_login_failed"  # set by serving/login_answers.py
ALLOW_VARIABLE = "JIXIAO_ALLOW_WITHOUT_LOGIN"  # as serving/open_address.py
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OPEN_ADDRESS = "服务器监听的地址让其他机器也能看到数据，而没有配置登录，所以不显示。请用 serve.py 启动，按提示做。"
SETTINGS_UNREADABLE = "登录配置无法读取，暂时不能查看，请联系本系统的管理人员。"


@dataclass(frozen=True, slots=True)
class AccessList:
    """Who is let in: exact mail addresses (only verified ones count) and subjects of the identity provider."""

    emails: Collection[str] = ()
    subjects: Collection[str] = ()


def is_login_configured() -> bool:
    """Whether the secrets of this server name an identity provider."""
    return bool(load_secrets("auth"))


def load_secrets(section: str) -> Mapping[str, Any]:
    """A section of the secrets; empty where there are none. A file that cannot be read ends the run: nobody gets in."""
    try:
        found: Mapping[str, Any] = st.secrets.get(section, {})
    except StreamlitSecretNotFoundError:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            st.error(SETTINGS_UNREADABLE)
            st.stop()
        return {}
    return found


def current_subject() -> str:
    """Who is logged in, for the record of downloads; "" where nobody has to."""
    if not is_login_configured() or not st.user.is_logged_in:
        return ""
    return str(st.user.get("email") or st.user.get("sub") or "")


def show_account() -> None:
    """Say in the side bar who is logged in, with the way out; nothing where nobody has to."""
    if subject := current_subject():
        st.sidebar.caption(markdown_text(f"登录账号 {subject}"))
        st.sidebar.button("退出登录", key="log_out", type="tertiary", on_click=st.logout)


def require_login() -> None:
    """Let the page go on, or show the way in and stop here.

    Without a login nobody else may reach the server: serve.py does not start then, `streamlit run app.py` comes here.
    """
    if not is_login_configured():
        if is_open_to_others(st.get_option("server.address"), os.environ):
            st.error(OPEN_ADDRESS)
            st.stop()
        return
    if not st.user.is_logged_in:
        show_way_in("绩效透镜", LOGIN_FAILED if has_just_failed() else PLEASE_LOG_IN)
    access = load_secrets("access")
    allowed = AccessList(listed(access, "emails"), listed(access, "subjects"))
    refusal = why_refused(st.user.to_dict(), allowed, time.time())
    if refusal:
        show_way_in("请重新登录" if refusal == LOGIN_IS_OLD else "不能查看", refusal)


def is_open_to_others(address: str | None, environment: Mapping[str, str]) -> bool:
    """Whether the server was told to listen on an address beyond this machine, and nobody said that this is meant."""
    return address is not None and address not in LOOPBACK and environment.get(ALLOW_VARIABLE) != "1"


def has_just_failed() -> bool:
    """Whether this browser was sent back a moment ago from a login that came to nothing."""
    return st.context.cookies.get(FAILED_COOKIE) == "1"


def listed(access: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The accounts of a list; none where a text stands in its place, every part of which would be let in."""
    names = access.get(key, ())
    return tuple(names) if isinstance(names, list | tuple) else ()


def why_refused(user: Mapping[str, Any], allowed: AccessList, now: float) -> str | None:
    """Why a logged-in user is not let in, as one sentence; None who is. Nobody is let in by an empty list."""
    issued = user.get("iat")
    if not isinstance(issued, int | float) or not -CLOCK_SECONDS <= now - issued <= LONGEST_LOGIN_SECONDS:
        return LOGIN_IS_OLD
    is_mail_listed = user.get("email_verified") is True and user.get("email") in allowed.emails
    if is_mail_listed or user.get("sub", "") in {*allowed.subjects} - {""}:
        return None
    return NOT_ON_THE_LIST


def show_way_in(title: str, sentence: str) -> None:
    """A page with one sentence and the buttons to log in or out; ends the run."""
    st.header(title, anchor=False)
    st.text(sentence)
    is_refused = st.user.is_logged_in and sentence != LOGIN_IS_OLD
    with st.container(horizontal=True):
        if not is_refused:
            st.button("登录", type="primary", on_click=st.login)
        if st.user.is_logged_in:
            st.button("退出登录", on_click=st.logout)
    st.stop()
