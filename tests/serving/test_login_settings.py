"""A login is on or off as the secrets say; secrets that cannot be understood never mean that it is off."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.login_gate import SETTINGS_UNREADABLE
from serving import login_settings
from serving.login_settings import LoginSettingsError, has_login, is_https

APP = str(Path(__file__).parents[2] / "app.py")
KEYS = {
    "redirect_uri": "https://lens.example.cn/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "lens",
    "client_secret": "known-to-the-two",
    "server_metadata_url": "https://login.example.cn/.well-known/openid-configuration",
}


def provider_with(**changed: str) -> str:
    """The section of a provider; an empty text leaves a key out."""
    lines = [f'{key} = "{value}"' for key, value in (KEYS | changed).items() if value]
    return "\n".join(["[auth]", *lines, ""])


PROVIDER = provider_with()


def test_no_file_and_no_section_are_no_login(secrets_file: Path) -> None:
    assert not has_login()
    secrets_file.write_text("[other]\nx = 1\n")
    assert not has_login()


def test_a_provider_is_a_login_and_needs_its_package(secrets_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets_file.write_text(PROVIDER)
    assert has_login()
    monkeypatch.setattr(login_settings, "find_spec", lambda name: None)
    with pytest.raises(LoginSettingsError, match=r"requirements-login\.txt"):
        has_login()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[auth]\nclient_id = "x', "无法读取"),
        ('[access]\nemails = ["lin@example.cn"]\n', "没有 \\[auth]"),
        ('auth = "on"\n', "不是小节"),
        *((provider_with(**{key: ""}), key) for key in KEYS),
        (provider_with(redirect_uri="https://lens.example.cn/"), "oauth2callback"),
        (provider_with(cookie_secret="0123456789abcdef"), "不足 32 个字符"),
        (PROVIDER + '[access]\nemails = "lin@example.cn"\n', "emails 不是名单"),
        (PROVIDER + "[access]\nsubjects = [7]\n", "subjects 不是名单"),
    ],
)
def test_a_slip_of_the_pen_does_not_open_the_door(secrets_file: Path, text: str, words: str) -> None:
    secrets_file.write_text(text)
    with pytest.raises(LoginSettingsError, match=words):
        has_login()


def test_cookies_are_for_https_only_where_the_pages_are(secrets_file: Path) -> None:
    secrets_file.write_text(PROVIDER)
    assert is_https()


def test_cookies_are_for_any_way_where_the_pages_are_reached_on_this_machine(secrets_file: Path) -> None:
    secrets_file.write_text(provider_with(redirect_uri="http://localhost:8501/oauth2callback"))
    assert has_login() and not is_https()


def test_pages_show_nothing_where_the_secrets_cannot_be_read(secrets_file: Path) -> None:
    secrets_file.write_text('[auth]\nclient_id = "x')
    app = AppTest.from_file(APP, default_timeout=300).run()
    assert [error.value for error in app.error] == [SETTINGS_UNREADABLE]
    assert not app.header and not app.dataframe and not app.multiselect


def test_pages_show_nothing_before_the_login(secrets_file: Path) -> None:
    secrets_file.write_text(PROVIDER)
    app = AppTest.from_file(APP, default_timeout=300).run()
    assert [header.value for header in app.header] == ["绩效透镜"] and [text.value for text in app.text] == [
        "请用单位账号登录。"
    ]
    assert [button.label for button in app.button] == ["登录"]
    assert not app.dataframe and not app.multiselect and not app.sidebar.caption
