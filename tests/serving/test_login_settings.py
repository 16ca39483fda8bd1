"""A login is on or off as the secrets say; secrets that cannot be understood never mean that it is off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from pages.widgets.login_gate import SETTINGS_UNREADABLE
from serving import login_settings
from serving.login_settings import LoginSettingsError, has_login

APP = str(Path(__file__).parents[2] / "app.py")
PROVIDER = '[auth]\nclient_id = "x"\n'


@pytest.fixture()
def secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only file that Streamlit reads secrets from; it is not there yet."""
    file = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr(login_settings, "find_spec", lambda name: name)
    yield file
    config.set_option("secrets.files", before)


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


@pytest.mark.parametrize("text", ['[auth]\nclient_id = "x', '[access]\nemails = ["lin@example.cn"]\n'])
def test_a_slip_of_the_pen_does_not_open_the_door(secrets_file: Path, text: str) -> None:
    secrets_file.write_text(text)
    with pytest.raises(LoginSettingsError):
        has_login()


def test_pages_show_nothing_where_the_secrets_cannot_be_read(secrets_file: Path) -> None:
    secrets_file.write_text('[auth]\nclient_id = "x')
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert [error.value for error in app.error] == [SETTINGS_UNREADABLE]
    assert not app.header and not app.dataframe and not app.multiselect


def test_pages_show_nothing_before_the_login(secrets_file: Path) -> None:
    secrets_file.write_text(PROVIDER)
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert [header.value for header in app.header] == ["绩效透镜"] and [text.value for text in app.text] == [
        "请用单位账号登录。"
    ]
    assert [button.label for button in app.button] == ["登录"]
    assert not app.dataframe and not app.multiselect and not app.sidebar.caption
