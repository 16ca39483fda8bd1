"""The address is kept in step with the choosers: written once a run, never undone by an older one that comes late."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.state.query_params import QueryParams
from streamlit.testing.v1 import AppTest

from pages.widgets import row_pages

APP = str(Path(__file__).parents[2] / "app.py")


def open_page(page: str, **address: str | list[str]) -> AppTest:
    """A page inside the frame, entered with this address."""
    app = AppTest.from_file(APP, default_timeout=300).run()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict[str, list[str]]:
    return {key: [values] if isinstance(values, str) else list(values) for key, values in app.query_params.items()}


def as_sent_late(app: AppTest, **older: list[str]) -> None:
    """Let the browser send an address from before the last writing."""
    for key in [*app.query_params]:
        del app.query_params[key]
    for key, values in older.items():
        app.query_params[key] = values


def test_a_second_choice_that_comes_with_the_old_address_keeps_the_first_one() -> None:
    app = open_page("execution_rate")
    app.multiselect(key="year").select("2023").run()
    assert address(app) == {"year": ["2023"]}
    as_sent_late(app)
    app.selectbox(key="group").select("year").run()
    assert app.multiselect(key="year").value == ["2023"] and app.selectbox(key="group").value == "year"
    assert address(app) == {"year": ["2023"], "group": ["year"]}


def test_a_choice_taken_back_before_the_address_has_arrived_is_taken_back_there_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = record_messages(monkeypatch)
    app = open_page("execution_rate")
    app.multiselect(key="year").select("2023").run()
    as_sent_late(app)
    app.multiselect(key="year").unselect("2023").run()
    assert app.multiselect(key="year").value == []
    assert sent == [{"year": ["2023"]}, {}], "else the browser would keep the first one"


def test_the_way_back_from_a_form_finds_the_page_as_it_was_left() -> None:
    app = open_page("execution_rate", year=["2023"], band=["from_80"])
    as_sent_late(app, year=["2023"], id=["p1-01"])
    app.switch_page("pages/project.py").run()
    app.switch_page("pages/execution_rate.py").run()  # with the address of the form, as the browser's way back has it
    assert not app.exception and address(app) == {"year": ["2023"], "band": ["from_80"]}
    assert [pills.value for pills in app.button_group if pills.key == "band"] == [["from_80"]]


def test_a_link_to_a_page_is_followed_as_it_is() -> None:
    app = open_page("execution_rate", band=["from_80"])
    as_sent_late(app)
    app.switch_page("pages/overview.py").run()
    as_sent_late(app, year=["2023"])
    app.switch_page("pages/execution_rate.py").run()
    assert address(app) == {"year": ["2023"]}


def record_messages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The addresses that the browser is told, filled while the test runs."""
    sent: list[dict[str, Any]] = []
    tell = QueryParams._send_query_param_msg

    def record(params: QueryParams) -> None:
        sent.append({key: params.get_all(key) for key in params})
        tell(params)

    monkeypatch.setattr(QueryParams, "_send_query_param_msg", record)
    return sent


def test_the_way_back_is_followed() -> None:
    app = open_page("execution_rate")
    app.multiselect(key="year").select("2023").run()
    as_sent_late(app)
    app.run()  # nothing was done on the page: the browser went back
    assert app.multiselect(key="year").value == [] and address(app) == {}


def test_the_way_back_over_the_bare_address_of_a_page_keeps_the_choice() -> None:
    app = open_page("execution_rate", year="2023")
    as_sent_late(app)
    app.run()  # the browser's own step between two pages: without a choice this page was never shown
    assert app.multiselect(key="year").value == ["2023"] and address(app) == {"year": ["2023"]}


def test_a_page_of_a_table_is_kept_in_the_address_until_its_rows_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = open_page("execution_rate", table_main_page="3")
    shown = app.dataframe[0].value["项目名称"].tolist()
    assert any("这里是第 3 至 3 行" in caption.value for caption in app.caption)
    app.selectbox(key="group").select("year").run()
    assert app.dataframe[0].value["项目名称"].tolist() == shown, "the drawing changed, the rows did not"
    assert address(app)["table_main_page"] == ["3"]
    sent = record_messages(monkeypatch)
    app.selectbox(key="table_main_order").select("unspent_yuan+").run()
    assert any("这里是第 1 至 1 行" in caption.value for caption in app.caption)
    assert sent == [{"group": ["year"], "table_main_order": ["unspent_yuan+"]}], "one step of the way back"
    as_sent_late(app, group=["year"], table_main_page=["3"])
    app.run()
    assert app.dataframe[0].value["项目名称"].tolist() == shown, "back on the page that was left"


def test_a_table_of_one_page_has_no_page_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 2)
    app = open_page("execution_rate", table_main_page="2")
    app.multiselect(key="district").select("310113").run()
    assert address(app) == {"district": ["310113"]}


@pytest.mark.parametrize("asked", ["0", "5", "-1", "1e3", "٣", "9" * 5_000, "01"])
def test_a_page_that_the_table_does_not_have_is_the_first_and_said(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = open_page("execution_rate", table_main_page=asked)
    assert any("这里是第 1 至 1 行" in caption.value for caption in app.caption)
    assert any("页码" in warning.value for warning in app.warning)


def test_an_opened_tab_is_kept_in_the_address() -> None:
    app = open_page("data_dictionary", view="rules")
    assert [tab.label for tab in app.tabs][1].startswith("审核规则")
    assert app.session_state["view"] == "rules" and address(app) == {"view": ["rules"]}
    app.text_input(key="q").set_value("没有这样的字段").run()
    assert address(app) == {"view": ["rules"], "q": ["没有这样的字段"]}, "its title changed, the tab did not"


def test_a_page_whose_choice_has_the_same_key_leaves_the_tabs_alone() -> None:
    app = open_page("audit_findings")
    for page in ("sources", "audit_findings", "data_dictionary", "review_sheet"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page


def test_nobody_goes_around_the_kept_address(project_folder: Path) -> None:
    code = {file.name: file.read_text("utf-8") for file in (project_folder / "pages").rglob("*.py")}
    assert [name for name, text in code.items() if "st.query_params" in text] == ["kept_address.py"]
    stops = {name for name, text in code.items() if "st.stop()" in text}
    assert stops == {"kept_address.py", "login_gate.py"}, "after st.stop the address is not written: use end_page"
