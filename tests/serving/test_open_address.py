"""Other machines see nothing without a login, unless somebody says that this is meant."""

import pytest

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
