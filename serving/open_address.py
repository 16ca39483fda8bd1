"""Refuses to serve other machines without a login, unless somebody says in so many words that this is meant.

Input: the address to listen on, whether a login is configured, and the environment. Output: nothing, or an error whose
text says what to do. Used by serve.py.
"""

from collections.abc import Mapping

ALLOW_VARIABLE = "JIXIAO_ALLOW_WITHOUT_LOGIN"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class OpenAddressError(Exception):
    """The server would show the data to whoever reaches this machine."""


def refuse_open_address(address: str | None, *, has_login: bool, environment: Mapping[str, str]) -> None:
    """Raises OpenAddressError where others could reach the server (no address: all) and nobody asks who they are."""
    if address in LOOPBACK or has_login or environment.get(ALLOW_VARIABLE) == "1":
        return
    raise OpenAddressError(
        f"监听地址 {address or '未指定（全部网卡）'} 会让其他机器看到数据，但没有配置登录"
        "（.streamlit/secrets.toml 的 [auth]）。"
        f"请配置登录，或改用 127.0.0.1 并在前面放带登录的代理；确实要敞开时设 {ALLOW_VARIABLE}=1。"
    )
