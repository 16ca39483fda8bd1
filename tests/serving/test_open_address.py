"""Other machines see nothing without a login, unless somebody says that this is meant."""

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from pages.widgets import login_gate
from pages.widgets.login_gate import is_open_to_others
from serving import open_address
from serving.open_address import ALLOW_VARIABLE, OpenAddressError, refuse_open_address


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "192.168.1.5", "::", "localhost.example.cn"])
def test_an_open_address_needs_a_login(address: str | None) -> None:
    with pytest.raises(OpenAddressError, match="没有配置登录"):
        refuse_open_address(address, has_login=False, environment={})
    refuse_open_address(address, has_login=True, environment={})
    refuse_open_address(address, has_login=False, environment={ALLOW_VARIABLE: "1"})
    with pytest.raises(OpenAddressError):
        refuse_open_address(address, has_login=False, environment={ALLOW_VARIABLE: "0"})


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_may_look(address: str) -> None:
    refuse_open_address(address, has_login=False, environment={})


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.5", "::", "127.0.0.1", "localhost", "::1"])
def test_the_pages_refuse_the_same_addresses_where_serve_py_is_not_around_them(address: str) -> None:
    assert is_open_to_others(address, {}) == (address not in open_address.LOOPBACK)
    assert not is_open_to_others(address, {ALLOW_VARIABLE: "1"})
    assert (login_gate.LOOPBACK, login_gate.ALLOW_VARIABLE) == (open_address.LOOPBACK, ALLOW_VARIABLE)


@pytest.mark.usefixtures("secrets_file")
def test_app_py_alone_shows_nothing_on_an_open_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def page() -> None:
        from streamlit import text

        from pages.widgets.login_gate import require_login

        require_login()
        text("the data")

    before = config.get_option("server.address")
    config.set_option("server.address", "0.0.0.0")
    try:
        refused = AppTest.from_function(page).run()
        monkeypatch.setenv(ALLOW_VARIABLE, "1")
        meant = AppTest.from_function(page).run()
    finally:
        config.set_option("server.address", before)
    assert [error.value for error in refused.error] == [login_gate.OPEN_ADDRESS] and not refused.text
    assert [text.value for text in meant.text] == ["the data"]
