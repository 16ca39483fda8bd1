"""Reviewed scores on the page: kept, shown beside the self scores, taken back, stale with the data; faults are told."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.decisions.decision_store import FILE_NAME
from pages.decisions.finding_verdicts import Author, keep_verdict
from pages.decisions.review_results import LoadedFile, keep_review, load_review_loads, load_reviews, withdraw_review
from pages.queries.published_db import build_in_use, close_builds, fetch_rows
from pages.review.compare_scores import Limits, compare_forms, compare_indicators
from pages.review.load_workbook import load_review_workbook
from pages.review.match_rows import ReviewedRow, find_rows, match_rows
from pages.review.reading_process import load_sheets
from pages.review.review_workbook import Draw
from pages.review.sheet_layout import parse_points
from pages.widgets import analyst_name
from pages.widgets.review_findings import list_review_findings
from pages.widgets.review_upload import kept_row
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import build_rows
from tests.pages.test_choice_pages import run_page

LIN = Author("林某", is_login=False)
FILE = LoadedFile("复核.xlsx", "f" * 64, "随机种子 1", "000000000001", "000000000001")
FORM = "a1-01"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("reviewed"), 1, build_rows())
    close_builds()
    gc.unfreeze()  # app.py froze what it had loaded; unfrozen, DuckDB leaves without complaints


def reviewed(scores: dict[int, str | None]) -> list[dict[str, Any]]:
    """Rows to keep: the indicators of a form with these scores."""
    rows = fetch_rows("review_sheet_rows", {"project_ids": [FORM]})
    return [
        kept_row(ReviewedRow(row, "核实值", parse_points(scores[row["row_no"]]), None))
        for row in rows
        if row["row_no"] in scores
    ]


def compared_forms(all_filters: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The forms that were reviewed, compared as the page does it."""
    asked = {"project_ids": [FORM]}
    records = compare_indicators(load_reviews(), fetch_rows("review_sheet_rows", asked))
    return compare_forms(records, fetch_rows("review_forms", {**all_filters, **asked}), Limits())


def test_nothing_kept_is_one_sentence() -> None:
    app = run_page("review_sheet", view="results")
    assert "还没有存入复核结果" in app.info[0].value and not app.dataframe


def test_what_is_kept_stands_beside_the_self_score() -> None:
    keep_review(FILE, reviewed({1: "6", 2: "0", 3: "7.5", 4: None}), LIN)
    app = run_page("review_sheet", view="results")
    forms, rows = app.dataframe[0].value, app.dataframe[1].value
    assert list(rows["自评得分（分）"]) == [6, 10, 18, 10] and list(rows["复核得分（分）"])[:3] == [6, 0, 7.5]
    assert list(rows["自评减复核（分）"])[:3] == [0, 10, 10.5]
    assert list(rows["核对"]) == ["与现数据一致"] * 3 + ["未填复核得分"]
    assert (list(forms["核减（分）"]), list(forms["按已复核部分核减后（分）"])) == ([20.5], [69.5])
    assert forms["F10 自评与复核差异大"][0].startswith("自评比复核高 20.5 分，超过 10 分；核减占")
    assert any("核减基于 3 行；另有 1 行未计入：未填复核得分" in caption.value for caption in app.caption)
    app.number_input(key="f10_points").set_value(21.0).run()
    app.number_input(key="f10_share").set_value(70.0).run()
    assert not any(app.dataframe[0].value["F10 自评与复核差异大"].notna())


def test_the_filters_narrow_the_results() -> None:
    keep_review(FILE, reviewed({1: "6"}), LIN)
    assert len(run_page("review_sheet", view="results", district="310113").dataframe[1].value) == 1
    assert "当前筛选下没有复核结果" in run_page("review_sheet", view="results", district="341182").info[0].value


def test_a_form_that_a_review_contradicts_can_be_decided_upon(all_filters: dict[str, list[str]]) -> None:
    keep_review(FILE, reviewed({1: "6", 2: "0", 3: "7.5"}), LIN)
    app = run_page("review_sheet", view="results")
    app.selectbox(key="decided_review").set_value(0).run()
    assert any("还没有处理意见" in caption.value for caption in app.caption)
    (finding,) = list_review_findings(compared_forms(all_filters))
    keep_verdict([finding], "accepted", "", Author("王某", is_login=False), "000000000001")
    app.run()
    forms = app.dataframe[0].value
    assert (list(forms["处理意见"]), list(forms["经办人"]), list(forms["是否过期"])) == (["属实"], ["王某"], ["有效"])
    app.number_input(key="f10_points").set_value(15.0).run()  # other limits: the same finding
    assert list(app.dataframe[0].value["处理意见"]) == ["属实"] and list(app.dataframe[0].value["是否过期"]) == ["有效"]
    keep_review(FILE, reviewed({1: "0", 2: "0", 3: "0"}), LIN)  # another review: to be decided anew
    state = run_page("review_sheet", view="results").dataframe[0].value["是否过期"]
    assert next(iter(state)).startswith("已过期")


def test_the_latest_workbook_of_a_form_counts_until_it_is_taken_back() -> None:
    first = keep_review(FILE, reviewed({1: "6", 2: "9"}), LIN)
    second = keep_review(FILE, reviewed({1: "1"}), LIN)
    assert [(row["load_no"], row["reviewed_score_points"]) for row in load_reviews()] == [(second, "1")]
    withdraw_review(second, Author("王某", is_login=True))
    assert [row["load_no"] for row in load_reviews()] == [first, first]
    told = [(one["load_no"], one["row_count"], one["form_count"], one["withdrawn_by"]) for one in load_review_loads()]
    assert told == [(second, 1, 1, "王某"), (first, 2, 1, None)]


def test_a_form_that_changed_or_went_is_shown_as_stale() -> None:
    rows = reviewed({1: "6", 2: "9"})
    keep_review(FILE, [rows[0] | {"prefilled_digest": "0" * 12}, rows[1] | {"project_id": "z9-01"}], LIN)
    app = run_page("review_sheet", view="results")
    assert sorted(app.dataframe[1].value["核对"]) == ["已过期：现数据中没有这一行", "已过期：现数据已变"]


def test_a_damaged_file_is_one_sentence(use_decisions: Path) -> None:
    use_decisions.mkdir()
    (use_decisions / FILE_NAME).write_bytes(b"\0 damaged" * 200)
    assert "已损坏" in run_page("review_sheet", view="results").error[0].value


def test_an_exported_workbook_is_read_back_to_the_same_indicators(all_filters: dict[str, list[str]]) -> None:
    """The whole way but for the browser: hostile names and targets included."""
    sample = fetch_rows("review_sample", {**all_filters, "seed": "1", "sample_size": 9})
    indicators = fetch_rows("review_sheet_rows", {"project_ids": [row["project_id"] for row in sample]})
    content = load_review_workbook(build_in_use(), sample, Draw("1", 3, {}, "000000000001"))
    workbook = find_rows(load_sheets(content))
    assert workbook.build_name == "1" and "随机种子 1" in workbook.draw_text
    assert len(workbook.rows) == len(indicators) == 10  # eight indicators and two rows of execution
    matched = match_rows(workbook, indicators)
    assert not matched.problems and not matched.rows and matched.blank_count == 10


def test_the_execution_of_the_budget_is_a_row_that_can_be_reviewed() -> None:
    rows = fetch_rows("review_sheet_rows", {"project_ids": [FORM]})
    assert [row["level3_name"] for row in rows if row["section_code"] == "fund"] == ["预算执行率"]
    keep_review(FILE, reviewed({0: "2"}), LIN)
    app = run_page("review_sheet", view="results")
    shown = app.dataframe[1].value
    assert list(shown["三级指标"]) == ["预算执行率"] and list(shown["复核得分（分）"]) == [2]
    assert list(shown["自评减复核（分）"]) == [float(rows[0]["score_points"]) - 2]
    forms = app.dataframe[0].value
    assert (list(forms["已复核（行）"]), list(forms["应复核（行）"])) == ([1], [len(rows)])


def test_a_login_names_the_author(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyst_name, "is_login_configured", lambda: True)
    monkeypatch.setattr(analyst_name, "current_subject", lambda: "lin@example.cn")

    def page() -> None:
        import streamlit as st

        from pages.widgets.analyst_name import ask_analyst

        author = ask_analyst("x")
        st.text(f"{author.name if author else None} {author.is_login if author else None}")

    app = AppTest.from_function(page, default_timeout=300).run()
    assert app.text[0].value == "lin@example.cn True" and not app.text_input
