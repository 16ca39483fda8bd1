"""Whether this server asks who its users are: `[auth]` in the secrets of Streamlit.

Input: `.streamlit/secrets.toml`. Output: yes or no, or an error where the file is there and does not say. Used by
serve.py; the pages ask the same of Streamlit in a session.
"""

from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

LOGIN_PACKAGE = "authlib"


class LoginSettingsError(Exception):
    """A login is meant, but nobody could log in; the text is one Chinese sentence."""


def has_login() -> bool:
    """Whether an identity provider is configured.

    *Raises* LoginSettingsError for a file that cannot be read, a list of accounts without a login, a missing package: a
    slip of the pen must not open what was closed.
    """
    try:
        has_provider, has_list = bool(st.secrets.get("auth", {})), bool(st.secrets.get("access", {}))
    except StreamlitSecretNotFoundError as error:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise LoginSettingsError("登录配置 secrets.toml 无法读取，没有启动：请改正文件的写法。") from error
        return False
    if has_list and not has_provider:
        raise LoginSettingsError("secrets.toml 有 [access] 而没有 [auth]，没有启动：请补上登录，或去掉名单。")
    if has_provider and find_spec(LOGIN_PACKAGE) is None:
        raise LoginSettingsError("配置了登录而没有装登录组件，没有启动：请先 pip install -r requirements-login.txt。")
    return has_provider
