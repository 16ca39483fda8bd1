"""A choice among more rows than a page holds: few are offered, a search looks through all, what the address names is
offered wherever it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.published_db import close_builds, fetch_rows
from pages.widgets import pair_list, row_pages
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import build_rows

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A build with one more pair of declaration and self-evaluation than that of the other tests."""
    rows = build_rows()
    members = {row["project_id"]: row for row in rows["mart_family_member"]}
    forms = {row["project_id"]: row for row in rows["mart_project"]}
    own = {"project_id": "a3-02", "project_name": "档案抢救", "fiscal_year": 2020}
    rows["mart_family_member"].append(members["a3-01"] | own)
    rows["mart_project"].append(forms["a3-01"] | own)
    yield write_build(tmp_path_factory.mktemp("choices"), 1, rows)
    close_builds()


def run_page(page: str, **parameters: str) -> AppTest:
    """The page inside the frame, run with these query parameters."""
    app = AppTest.from_file(APP, default_timeout=300).run()
    for key, value in parameters.items():
        app.query_params[key] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def test_few_rows_are_offered_without_a_search_line() -> None:
    app = run_page("targets_and_results")
    assert len(app.selectbox(key="pair").options) == 2
    assert "pair_find" not in {line.key for line in app.text_input}
    assert "申报与自评（2 对）" in app.selectbox(key="pair").label


def test_of_many_pairs_the_first_ones_are_offered_and_words_find_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = run_page("targets_and_results")
    assert app.selectbox(key="pair").value == "a3-01~a1-02" and len(app.selectbox(key="pair").options) == 1
    assert any("多于 1 个，下面列出前 1 个" in caption.value for caption in app.caption)
    app.text_input(key="pair_find").set_value("档案抢救").run()
    assert not app.exception
    assert [("档案抢救" in option) for option in app.selectbox(key="pair").options] == [True, False], (
        "the chosen one stays"
    )
    app.selectbox(key="pair").set_value("a3-02~a1-02").run()
    assert not app.exception and "相隔 3 年" in app.warning[0].value
    app.text_input(key="pair_find").set_value("没有这样的").run()
    assert any("没有含有“没有这样的”的" in caption.value for caption in app.caption)
    assert app.selectbox(key="pair").value == "a3-02~a1-02"


def test_a_row_picked_in_the_list_of_pairs_goes_into_the_address(
    monkeypatch: pytest.MonkeyPatch, all_filters: dict[str, list[str]]
) -> None:
    app = run_page("targets_and_results")
    listed = next(frame for frame in app.dataframe if "申报年度" in frame.value)
    assert list(listed.value["申报的项目名称"]) == ["档案整理", "档案抢救"]
    pairs = fetch_rows("target_result_pairs", {**all_filters, "declaration": [], "evaluation": []})
    told: list[object] = []
    monkeypatch.setattr(pair_list, "put_in_address", lambda key, values: told.append((key, values)))
    pair_list.choose_pair(pairs[1])
    assert told == [("pair", ("a3-02~a1-02",))], "what the next test opens"


def test_a_pair_of_the_address_is_chosen_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = run_page("targets_and_results", pair="a3-02~a1-02")
    assert app.selectbox(key="pair").value == "a3-02~a1-02" and "相隔 3 年" in app.warning[0].value
    unknown = run_page("targets_and_results", pair="a1-02~a3-02")
    assert unknown.selectbox(key="pair").value == "a3-01~a1-02"
    assert any("地址里有不能用的筛选值" in warning.value for warning in unknown.warning)


@pytest.mark.parametrize(
    ("page", "key", "code"),
    [
        ("project_comparison", "family", "f2"),
        ("project_comparison", "family", "f1"),
        ("unit_report", "subject", "district:310113"),
    ],
)
def test_every_long_choice_takes_its_code_of_the_address(
    monkeypatch: pytest.MonkeyPatch, page: str, key: str, code: str
) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = run_page(page, **{key: code})
    assert app.selectbox(key=key).value == code


def test_several_originals_are_chosen_out_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = run_page("sources", document="d1")
    assert app.multiselect(key="document").value == ["d1"] and len(app.multiselect(key="document").options) == 2
    assert list(app.dataframe[0].value["原件名"]) == ["甲.txt"]
    app.text_input(key="document_find").set_value("甲").run()
    assert not app.exception and app.multiselect(key="document").value == ["d1"]


def test_forms_are_put_side_by_side_out_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run_page("project_comparison", family="f1")
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    few = run_page("project_comparison", family="f1")
    for app, count in ((whole, 2), (few, 1)):
        (forms,) = [box for box in app.multiselect if box.label == "并排哪些表"]
        (table,) = [table.value for table in app.dataframe if "目标雷同（张）" in table.value]
        assert len(forms.value) == count and len(table.columns) == 4 + count
