"""Whether this server asks who its users are: `[auth]` in the secrets of Streamlit.

Input: `.streamlit/secrets.toml`. Output: yes or no, or an error where the file is there and does not say, or says what
lets nobody in or anybody. Used by serve.py; the pages ask the same of Streamlit in a session.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

LOGIN_PACKAGES = ("authlib", "httpx")
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_COOKIE_SECRET = 32  # characters; who guesses it lets himself in
CALLBACK = "/oauth2callback"


class LoginSettingsError(Exception):
    """A login is meant, but nobody could log in; the text is one Chinese sentence."""


def has_login() -> bool:
    """Whether an identity provider is configured.

    *Raises* LoginSettingsError for a file that cannot be read, a list of accounts without a login, a missing package, a
    key that is missing or too weak: a slip of the pen must not open what was closed.
    """
    try:
        provider, access = st.secrets.get("auth", {}), st.secrets.get("access", {})
    except StreamlitSecretNotFoundError as error:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise LoginSettingsError("登录配置 secrets.toml 无法读取，没有启动：请改正文件的写法。") from error
        return False
    if access and not provider:
        raise LoginSettingsError("secrets.toml 有 [access] 而没有 [auth]，没有启动：请补上登录，或去掉名单。")
    if not provider:
        return False
    if not isinstance(provider, Mapping) or not isinstance(access, Mapping):
        raise LoginSettingsError("secrets.toml 的 auth、access 不是小节，没有启动：请写成 [auth]、[access]。")
    check_provider(provider)
    check_access(access)
    if any(find_spec(package) is None for package in LOGIN_PACKAGES):
        raise LoginSettingsError("配置了登录而没有装登录组件，没有启动：请先 pip install -r requirements-login.txt。")
    return True


def check_provider(provider: Mapping[str, Any]) -> None:
    """Raises LoginSettingsError where nobody could log in, or anybody could sign a login of his own."""
    missing = [key for key in NEEDED if not isinstance(provider.get(key), str) or not provider[key].strip()]
    if missing:
        raise LoginSettingsError(f"secrets.toml 的 [auth] 缺少 {'、'.join(missing)}，没有启动：请补上。")
    if not provider["redirect_uri"].endswith(CALLBACK):
        raise LoginSettingsError(f"secrets.toml 的 redirect_uri 须以 {CALLBACK} 结尾，没有启动：请改正。")
    if len(provider["cookie_secret"]) < SHORTEST_COOKIE_SECRET:
        raise LoginSettingsError(
            f"secrets.toml 的 cookie_secret 不足 {SHORTEST_COOKIE_SECRET} 个字符，容易被猜中而冒充他人，没有启动："
            "请换成随机的长串。"
        )


def check_access(access: Mapping[str, Any]) -> None:
    """Raises LoginSettingsError where a list of accounts is none: a text would let in every part of itself."""
    for key in ("emails", "subjects"):
        listed = access.get(key, [])
        if not isinstance(listed, list | tuple) or not all(isinstance(name, str) for name in listed):
            raise LoginSettingsError(f'secrets.toml 的 [access] {key} 不是名单，没有启动：请写成 {key} = ["…", "…"]。')


def is_https() -> bool:
    """Whether the pages are reached over https, by the address to which a login returns."""
    return str(st.secrets.get("auth", {}).get("redirect_uri", "")).startswith("https://")
