"""A page that breaks says one Chinese sentence with a number; what broke it stands in the log under that number."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from serving import script_fault


def broken_page() -> None:
    from serving.script_fault import show_script_fault

    try:
        {}["a secret path"]
    except KeyError as error:
        assert show_script_fault(error), "Streamlit would show its own words too"


def test_a_broken_page_is_one_sentence_with_a_number(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script_fault.LOG, "propagate", True)
    app = AppTest.from_function(broken_page, default_timeout=300).run()
    (shown,) = app.error
    assert not app.exception
    assert "请刷新页面" in shown.value and "secret" not in shown.value and "KeyError" not in shown.value
    (fault_id,) = re.findall(r"编号 ([0-9a-f]{8}) ", shown.value)
    assert fault_id in caplog.text and "a secret path" in caplog.text
