"""A long table gets to the browser page by page; search and order are over all rows, and files hold them all."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.decisions.finding_verdicts import Author, keep_verdict
from pages.queries.published_db import build_in_use, fetch
from pages.queries.published_db_part import asked_sql
from pages.queries.row_part import RowPart
from pages.queries.summed_questions import FILTERS
from pages.widgets import audit_finding_list, row_pages
from pages.widgets.download_buttons import only_in_files
from pages.widgets.record_table import presented_rows
from pages.widgets.row_pages import AskedRows, LaterTable, fingerprint, load_presented

APP = str(Path(__file__).parents[2] / "app.py")
COLUMNS = ("project_name", "division_label", "unspent_yuan")
Filters = dict[str, list[str]]


def names(rows: AskedRows, part: RowPart) -> list[str]:
    return [str(name) for name in rows.load(part)["project_id"].to_pylist()]


def test_pages_follow_each_other_and_leave_nothing_out(all_filters: Filters) -> None:
    rows = AskedRows("project_rows", all_filters)
    whole = fetch("project_rows", all_filters)["project_id"].to_pylist()
    pages = [names(rows, RowPart(offset=offset, limit=2)) for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [project_id for page in pages for project_id in page] == whole
    assert rows.count() == len(whole)


def test_a_part_of_the_first_page_is_what_the_question_gives(
    all_filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, known = AskedRows("execution_rows", all_filters), []
    for page in (2, 1_000):
        monkeypatch.setattr(row_pages, "PAGE_ROWS", page)
        for picked in ((), (("division_label", ("宝山区", "普陀区")),), (("fiscal_year", ("2023",)),)):
            for offset, limit in ((0, 1), (1, 1), (1, 7), (9, 2)):
                part = RowPart(picked=picked, offset=offset, limit=limit)
                given = rows.fetch(part)
                assert given.to_pylist() == fetch("execution_rows", all_filters, part=part).to_pylist()
                known.append(given.num_rows)
    assert min(known) == 0 and max(known) > 1


def test_order_and_search_are_over_all_rows(all_filters: Filters) -> None:
    rows = AskedRows("project_rows", all_filters)
    whole = fetch("project_rows", all_filters).to_pylist()
    dearest = max(row["executed_yuan"] for row in whole if row["executed_yuan"] is not None)
    falling = RowPart(order="executed_yuan", is_descending=True, limit=1)
    assert rows.load(falling)["executed_yuan"].to_pylist() == [dearest]
    last = rows.load(RowPart(order="executed_yuan"))["executed_yuan"].to_pylist()
    printed = [amount for amount in last if amount is not None]
    assert last == sorted(printed) + [None] * (len(last) - len(printed)), "what is not printed comes last either way"
    found = RowPart(words=("宝山",), searched=("division_label", "project_name"))
    wanted = [row["project_id"] for row in whole if "宝山" in row["division_label"] + row["project_name"]]
    assert names(rows, found) == wanted and 0 < len(wanted) < len(whole)
    assert rows.count(found) == len(wanted)
    assert rows.count(replace(found, words=("宝山", "没有的"))) == 0
    assert rows.count(replace(found, searched=())) == 0, "where no column holds text, no row holds the word"


@pytest.mark.parametrize("word", ["%", "_", "' or '1'='1", '"); drop table mart_project; --'])
def test_what_is_typed_is_only_ever_a_text(all_filters: Filters, word: str) -> None:
    rows = AskedRows("project_rows", all_filters)
    assert rows.count(RowPart(words=(word,), searched=("project_name",))) == 0
    assert rows.count(RowPart(picked=(("project_name", (word,)),))) == 0
    with pytest.raises(Exception, match="旧版程序生成") as refused:
        rows.load(RowPart(order=word))
    assert isinstance(refused.value.__cause__, duckdb.BinderException)
    assert rows.count() == 5


def test_an_order_that_nothing_shows_is_not_asked_for() -> None:
    sql = "select a from (\n    select a from t\n    order by b limit 3\n)\norder by a"
    counted, ordered = RowPart(is_count=True), RowPart(order="b")
    assert asked_sql(sql, counted) == asked_sql(sql, ordered) == sql.removesuffix("\norder by a")
    assert asked_sql(sql, RowPart(limit=3)) == sql
    for page in (f"{sql}\nlimit $row_limit", "select a from t"):
        assert asked_sql(page, counted) == page


def test_a_pick_that_nothing_has_picks_everything(all_filters: Filters) -> None:
    rows = AskedRows("project_rows", all_filters)
    assert names(rows.picked("project_id", ["p2-01"]), RowPart(picked=(("project_id", ("p2-01",)),))) == ["p2-01"]
    assert rows.picked("project_id", ["gone"]) == rows == rows.picked("project_id", [])


def test_files_hold_all_rows_that_search_leaves_in_the_order_of_the_screen(all_filters: Filters) -> None:
    part = RowPart(order="unspent_yuan", words=("区",), searched=("division_label",))
    rows = AskedRows("execution_rows", all_filters, part=part)
    table = load_presented(build_in_use(), rows, COLUMNS, {})
    spent = [row for row in fetch("execution_rows", all_filters).to_pylist() if "区" in row["division_label"]]
    assert table.num_rows == len(spent) > 1
    amounts = [amount for amount in table["未执行金额（万元）"].to_pylist() if amount is not None]
    assert amounts == sorted(amounts)
    assert "项目表编号" in table.column_names


def test_files_head_the_columns_of_the_screen_alike_and_say_which_they_have_besides() -> None:
    rows = pa.table({"project_id": ["p"], "document_label": ["a.txt"], "row_no": [1], "line_no": [3]})
    presented = presented_rows(rows, ["row_no", "document_label"], None)
    assert presented.column_names == ["行次", "原件名", "项目表编号", "原件行号"]
    assert only_in_files(presented) == "，文件末尾另有项目表编号、原件行号", "行次 is on the screen"


def test_the_mark_of_a_file_changes_with_whatever_changes_its_rows(all_filters: Filters) -> None:
    rows = AskedRows("execution_rows", all_filters)
    build = build_in_use()
    marks = {
        fingerprint(build, rows, RowPart()),
        fingerprint(build, rows, RowPart(words=("甲",), searched=("project_name",))),
        fingerprint(build, rows, RowPart(order="unspent_yuan")),
        fingerprint(build, replace(rows, beside=[{"finding_id": "f1"}]), RowPart()),
        fingerprint(build, AskedRows("execution_rows", all_filters | {"year": ["2023"]}), RowPart()),
        fingerprint(replace(build, record_sha256="0" * 64), rows, RowPart()),
    }
    assert len(marks) == 6
    assert fingerprint(build, rows, RowPart()) == fingerprint(
        build, AskedRows("execution_rows", all_filters), RowPart()
    )


def test_a_page_shows_one_page_of_a_long_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 2)
    app = AppTest.from_file(APP, default_timeout=300).run()
    app.switch_page("pages/execution_rate.py").run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 2
    assert any("共 4 行，这里是第 1 至 2 行" in caption.value for caption in app.caption)
    assert any("共 4 行，上表各页的全部行" in caption.value for caption in app.caption)
    app.text_input(key="table_main_find").set_value("宝山").run()
    assert not app.exception
    assert any("共 1 行，这里是第 1 至 1 行" in caption.value for caption in app.caption)
    app.text_input(key="table_main_find").set_value("没有这样的文字").run()
    assert not app.exception
    (told,) = [info.value for info in app.info]
    assert "全部 4 行都被查找词筛掉了：没有一行的文字栏含有“没有这样的文字”" in told and "请减少或清空查找词" in told
    assert not app.dataframe, "an empty grid says empty in English"
    assert not any("下载" in button.label for button in app.get("download_button"))


def test_an_order_is_kept_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 2)
    app = AppTest.from_file(APP, default_timeout=300)
    app.query_params["table_main_order"] = "unspent_yuan+"
    app.run()
    app.query_params["table_main_order"] = "unspent_yuan+"
    app.switch_page("pages/execution_rate.py").run()
    assert not app.exception
    shown = app.dataframe[0].value["未执行金额（万元）"].tolist()
    assert shown == sorted(shown)


def test_many_findings_are_paged_and_a_picked_one_is_that_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    app = AppTest.from_file(APP, default_timeout=300).run()
    app.query_params["view"] = "findings"
    app.switch_page("pages/audit_findings.py").run()
    assert not app.exception
    whole = fetch("audit_findings", {**{key: [] for key in FILTERS}, "severity": [], "rule": [], "source_kind": []})
    assert whole.num_rows > 1
    assert [len(table.value) for table in app.dataframe] == [1]
    assert any("不能批量处理：请先缩小筛选范围" in caption.value for caption in app.caption)
    assert any(f"共 {whole.num_rows} 行，上表各页的全部行" in caption.value for caption in app.caption)


def test_a_decision_gives_the_files_of_many_findings_another_name(
    monkeypatch: pytest.MonkeyPatch, all_filters: Filters
) -> None:
    handed: list[LaterTable] = []
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    monkeypatch.setattr(audit_finding_list, "show_download_buttons", lambda table, *_, **__: handed.append(table))
    app = AppTest.from_file(APP, default_timeout=300).run()
    app.query_params["view"] = "findings"
    app.switch_page("pages/audit_findings.py").run()
    assert not app.exception
    found = fetch("audit_findings", {**all_filters, "severity": [], "rule": [], "source_kind": []}).to_pylist()
    keep_verdict(found[:1], "accepted", "", Author("林某", is_login=False), build_in_use().name)
    app.run()
    assert not app.exception
    before, after = handed[0], handed[-1]
    assert before.fingerprint != after.fingerprint
    assert [table.load()["处理意见"].to_pylist().count("属实") for table in (before, after)] == [0, 1]
