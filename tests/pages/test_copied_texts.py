"""Copied texts on the page: groups by scope and filter, pairs beside each other, hostile texts escaped."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.published_db import fetch_rows
from pages.widgets.copied_texts import MOST_PAIRS, pair_html, pairs_of_group
from pages.wording.text_difference import MOST_COMPARED, difference_html
from tests.pages.conftest import load_rows, write_build

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u202e"
FORM = {"form_type": "self_evaluation", "fiscal_year": 2023, "division_code": "310113", "division_label": "宝山区"}
FILTERS = ("year", "province", "city", "district", "department", "sector", "form_type")
NOWHERE: dict[str, list[str]] = {key: [] for key in FILTERS}


def copy(project: str, scope: str, text: str, **other: object) -> dict[str, Any]:
    row = {
        "project_id": project, "field_name": "goal", "copy_scope": scope, "cluster_id": "c", "member_count": 3,
        "text_similarity": 0.95, "character_count": len(text), "project_name": f"{project}项目", "unit_name": "一所",
        "copied_text": text, "other_project_id": "z", "other_field_name": "goal", "other_project_name": "别的项目",
        "other_unit_name": "二所", "other_fiscal_year": 2022, "other_division_label": None, "other_text": "别的文字",
    }  # fmt: skip
    return FORM | row | other


ROWS = [
    copy(
        "p1-01", "form", "巡查管网。", field_name="completion", cluster_id="f", other_text="巡查管网",
        other_project_id="p1-01",
    ),
    copy("p1-01", "unit", "巡查管网，修复漏点"),
    copy("p1-02", "unit", "巡查管网并修复漏点"),
    copy("p1-03", "unit", HOSTILE),
    copy("p1-03", "across", HOSTILE, division_code="341182"),
]  # fmt: skip


@pytest.fixture()
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """How a question is answered on a build that holds `ROWS`."""
    write_build(tmp_path / "with_copies", 1, load_rows() | {"mart_text_copy": ROWS})
    monkeypatch.setenv(PUBLISHED_VARIABLE, str(tmp_path / "with_copies"))
    return lambda question, **chosen: fetch_rows(question, {**NOWHERE, "copy_scope": [], **chosen})


def test_groups_are_counted_by_scope_the_most_repeated_first(copies: Callable[..., list[dict[str, Any]]]) -> None:
    found = copies("copied_texts")
    assert [(row["copy_group"], row["form_count"]) for row in found] == [("f~form", 1), ("c~unit", 3), ("c~across", 1)]
    assert found[1]["project_names"] == "p1-01项目、p1-02项目、p1-03项目"
    assert [row["copy_group"] for row in copies("copied_texts", copy_scope=["across"])] == ["c~across"]
    assert [row["copy_group"] for row in copies("copied_texts", district=["341182"])] == ["c~across"]
    assert copies("copied_texts", year=["2019"]) == []


def test_a_group_is_its_texts_within_the_filters(copies: Callable[..., list[dict[str, Any]]]) -> None:
    members = copies("copied_text_members", copy_group="c~unit")
    assert [row["project_id"] for row in members] == ["p1-01", "p1-02", "p1-03"]
    assert copies("copied_text_members", copy_group="c~unit' or 1=1 --") == []
    pairs = pairs_of_group(members)
    assert [(one["project_id"], other["project_id"]) for one, other in pairs] == [
        ("p1-01", "p1-02"),
        ("p1-01", "p1-03"),
    ]


def test_a_completion_stands_beside_the_goal_of_its_form_and_a_lone_text_beside_the_one_it_repeats() -> None:
    ((goal, completion),) = pairs_of_group([ROWS[0]])
    assert (goal["copied_text"], completion["copied_text"]) == ("巡查管网", "巡查管网。")
    ((other, lone),) = pairs_of_group([ROWS[4]])
    assert (other["unit_name"], other["copied_text"], lone["project_id"]) == ("二所", "别的文字", "p1-03")
    assert pairs_of_group([]) == []


def test_what_differs_is_marked_on_both_sides() -> None:
    assert difference_html("巡查管网，修复漏点", "巡查管网并修复漏点") == (
        "巡查管网<mark>，</mark>修复漏点",
        "巡查管网<mark>并</mark>修复漏点",
    )
    assert difference_html("按时完成", "按时完成") == ("按时完成", "按时完成")
    assert difference_html("完成", "已完成") == ("完成", "<mark>已</mark>完成")


class TagReader(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet=st.sampled_from("<>&\"'a甲\u202e\x1b/=! "), max_size=60), st.text(max_size=60))
def test_no_text_brings_a_tag_of_its_own(text: str, other: str) -> None:
    for side in difference_html(text, other):
        assert TagReader(side).tags <= {"mark"}


def test_a_pair_of_hostile_texts_and_names_is_text() -> None:
    row = copy("p\"'><script>", "unit", HOSTILE, project_name=HOSTILE, division_label=HOSTILE)
    html = pair_html(row, row | {"copied_text": HOSTILE + "<b>"})
    assert TagReader(html).tags == {"div", "h4", "p", "mark", "a"}
    assert "<script>alert(1)</script>" in TagReader(html).text


def test_an_endless_text_holds_up_no_page() -> None:
    left, right = difference_html("目标" * 200_000, "完成" * 200_000)
    assert left.endswith("目标") and len(right) > 2 * MOST_COMPARED


def test_the_texts_are_shown_with_a_choice_of_the_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [copy(f"p1-{number:02d}", "unit", "巡查管网，修复漏点") for number in range(1, 3 + MOST_PAIRS)]
    write_build(tmp_path / "many", 1, load_rows() | {"mart_text_copy": [*ROWS[:1], *many]})
    monkeypatch.setenv(PUBLISHED_VARIABLE, str(tmp_path / "many"))
    app = AppTest.from_string(
        "from pages.widgets.copied_texts import show_copied_texts\n"
        "from pages.widgets.filter_bar import chosen_filters\n"
        "show_copied_texts(chosen_filters())\n"
    )
    app.query_params["copy"] = "c~unit"
    app.run(timeout=300)
    assert not app.exception
    assert [box.value for box in app.selectbox if box.key == "copy"] == ["c~unit"]
    assert any("还有 1 对" in caption.value for caption in app.caption)
    assert list(app.dataframe[0].value["表数（张）"]) == [1, 2 + MOST_PAIRS]


def test_without_copies_it_says_so() -> None:
    app = AppTest.from_string(
        "from pages.widgets.copied_texts import show_copied_texts\n"
        "from pages.widgets.filter_bar import chosen_filters\n"
        "show_copied_texts(chosen_filters())\n"
    )
    app.run(timeout=300)
    assert not app.exception
    assert "没有互相照抄的目标或完成情况" in app.info[0].value
