"""数据来源 on a small build: the least sure form first, why, what was changed, what was set aside and what to do."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.published_db import close_builds
from pages.widgets import upload_trial
from pages.widgets.trial_process import BusyError, TrialError
from pages.wording.harmless_text import markdown_text
from tests.pages.conftest import load_rows, write_build

APP = str(Path(__file__).parents[2] / "app.py")
FORM = Path(__file__).parents[1] / "golden" / "tab_rows" / "source.txt"
HOSTILE = "![x](http://a.invalid/x.png)<img src=x onerror=alert(1)> $x^2$"
FORMS = [
    {"project_id": "p1-01", "document_id": "p1", "document_label": "甲.txt", "form_no": 1, "project_name": "宣教经费",
     "reading_confidence_rate": 1.0, "claimed_cell_rate": 1.0, "printed_cell_count": 60, "unread_cell_count": 0,
     "checked_sum_count": 0, "agreed_sum_count": 0},
    {"project_id": "p2-01", "document_id": "p2", "document_label": "乙区/表.txt", "form_no": 1, "project_name": HOSTILE,
     "reading_confidence_rate": 0.85, "claimed_cell_rate": 0.95, "printed_cell_count": 100, "unread_cell_count": 5,
     "agreed_sum_rate": 0.75, "checked_sum_count": 4, "agreed_sum_count": 3},
]  # fmt: skip
CHECKS = [
    {"project_id": "p2-01", "check_no": 1, "check_part": "cells", "check_status": "failed", "check_text": "印 100 格"},
    {"project_id": "p2-01", "check_no": 2, "check_part": "sums", "check_status": "passed", "check_text": "分值合计 100",
     "section_code": "form", "field_name": "total_weight"},
]  # fmt: skip
FIELDS = [
    {"project_id": "p2-01", "document_id": "p2", "section_code": "indicator", "row_no": 2, "field_name": name,
     "printed_text": text, "is_repaired": repaired, "is_inferred": inferred, "repair_reason_text": reason, "line_no": 7,
     "line_end_no": 7, "column_no": 3}
    for name, text, repaired, inferred, reason in [
        ("score", "9", False, True, "由总分推出"), ("level3", HOSTILE, True, False, "按内容对齐"),
        ("weight", "10", False, False, None),
    ]
]  # fmt: skip
DOCUMENTS = [
    {"document_id": "p1", "document_label": "甲.txt", "reading_status": "read", "lowest_reading_confidence_rate": 1.0},
    {"document_id": "p2", "document_label": "乙区/表.txt", "reading_status": "read"},
    {"document_id": "p3", "document_label": "丙.pdf", "reading_status": "set_aside", "set_aside_code": "encrypted",
     "set_aside_text": "文件有密码"},
]  # fmt: skip
FINDINGS = [
    {"finding_id": "a", "source_kind": "reading", "rule_id": "READ-cell_not_read", "document_id": "p2",
     "project_id": "p2-01", "message": "有一格没有归入", "printed": HOSTILE, "line_no": 33},
    {"finding_id": "b", "source_kind": "reading", "rule_id": "READ-blank_form", "document_id": "p1",
     "message": "这是空白表", "line_no": 90},
    {"finding_id": "c", "source_kind": "rule", "rule_id": "A09", "document_id": "p2", "project_id": "p2-01",
     "message": "总分不符"},
]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    rows = load_rows() | {
        "mart_document": DOCUMENTS,
        "mart_reading": FORMS,
        "mart_reading_check": CHECKS,
        "raw_form_field": FIELDS,
        "audit_finding": FINDINGS,
    }
    yield write_build(tmp_path_factory.mktemp("sources"), 1, rows)
    close_builds()
    gc.unfreeze()  # app.py froze what it had loaded; unfrozen, DuckDB leaves without complaints


def open_sources(**parameters: str | list[str]) -> AppTest:
    """The page inside the frame, run with these query parameters."""
    app = AppTest.from_file(APP, default_timeout=300)
    app.run()
    for key, value in parameters.items():
        app.query_params[key] = value
    app.switch_page("pages/sources.py").run()
    assert not app.exception
    return app


def table_with(app: AppTest, column: str) -> dict[str, list[object]]:
    """The first table that has a column."""
    frame = next(frame.value for frame in app.dataframe if column in frame.value)
    return {name: list(frame[name]) for name in frame.columns}


def test_the_least_sure_form_is_first_and_explained() -> None:
    app = open_sources(view="readings")
    forms = table_with(app, "单元格认领率（%）")
    assert forms["项目名称"] == [HOSTILE, "宣教经费"] and forms["读取把握（%）"] == [85, 100]
    texts = [text.value for text in app.text]
    assert (
        "读取把握 85.00% = （单元格认领率 95.00% + 合计相符率 75.00%）÷ 2。"
        "印出 100 格，未认领 5 格；能核对的合计和执行率 4 项，相符 3 项。"
    ) in texts
    checks = table_with(app, "核对说明")
    assert checks["核对结果"] == ["未通过", "通过"] and checks["核对部分"] == ["单元格", "合计与执行率"]
    problems = next(frame.value for frame in app.dataframe if {"说明", "位置"} <= set(frame.value))
    assert list(problems["说明"]) == ["有一格没有归入"], "the rule's finding is not a reading problem"


def test_a_form_of_the_address_is_explained() -> None:
    app = open_sources(view="readings", form="p1-01")
    assert any("读取把握 100.00% = （单元格认领率 100.00%）÷ 1" in text.value for text in app.text)
    assert any("每一格都归入了字段" in caption.value for caption in app.caption)
    assert any(heading.value.startswith("宣教经费") for heading in app.subheader)


def test_what_was_set_aside_is_told_with_what_to_do() -> None:
    aside = table_with(open_sources(), "怎么办")
    assert aside["原件名"] == ["丙.pdf", "甲.txt"] and aside["范围"] == ["整份文件", "其中一部分"]
    assert aside["怎么办"][0] == "用密码打开后去掉密码，另存一份再放入"
    only_read = open_sources(reading_status="read")
    assert table_with(only_read, "怎么办")["原件名"] == ["甲.txt"]


@pytest.mark.parametrize(
    ("treatment", "fields"),
    [
        ([], ["得分", "三级指标"]),
        (["repaired"], ["三级指标"]),
        (["inferred"], ["得分"]),
        (["as_printed"], ["分值"]),
        (["as_printed", "repaired"], ["三级指标", "分值"]),
    ],
)
def test_values_are_filtered_by_how_they_were_treated(treatment: list[str], fields: list[str]) -> None:
    app = open_sources(view="changes", treatment=treatment) if treatment else open_sources(view="changes")
    values = next(frame.value for frame in app.dataframe if "处理方式" in frame.value and "项目名称" in frame.value)
    assert list(values["字段"]) == fields
    assert set(values["位置"]) == {"第 7 行第 3 格"}


def test_originals_that_have_no_form_leave_sentences() -> None:
    readings = open_sources(view="readings", document="p3")
    assert any("没有读出项目表" in caption.value for caption in readings.caption)
    changes = open_sources(view="changes", document="p3")
    assert any("没有这样处理的值" in info.value for info in changes.info)


def test_an_upload_is_shown_and_forgotten_with_its_file() -> None:
    app = open_sources(view="trial")
    app.file_uploader(key="trial_upload").upload("自评表.txt", FORM.read_bytes(), "text/plain").run()
    assert not app.exception
    assert any(text.value.startswith("读出 1 张项目表") for text in app.text)
    assert table_with(app, "三级指标")["三级指标"]
    assert any("没有放进数据" in info.value for info in app.info)
    assert "trial_result" in app.session_state
    app.file_uploader(key="trial_upload").set_value(None).run()
    assert "trial_result" not in app.session_state
    assert not any(text.value.startswith("读出") for text in app.text)


def test_a_file_without_a_form_is_not_advised_to_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    described = {"tables": [], "set_aside": [{"line": 1, "reason": "没有项目表"}], "problems": []}
    monkeypatch.setattr(upload_trial, "read_on_trial", lambda content, name, tell: described)
    app = open_sources(view="trial")
    app.file_uploader(key="trial_upload").upload("报告.txt", b"x", "text/plain").run()
    (told,) = [info.value for info in app.info]
    assert "没有读出项目表" in told and "不必放入" in told and "etl build" not in told


def test_a_refusal_and_a_busy_server_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(content: bytes, name: str, tell: object) -> dict[str, object]:
        raise TrialError(HOSTILE, "pdf_broken")

    def be_busy(content: bytes, name: str, tell: object) -> dict[str, object]:
        raise BusyError("现在已有 2 份文件正在试读，请稍等片刻再试。")

    monkeypatch.setattr(upload_trial, "read_on_trial", refuse)
    app = open_sources(view="trial")
    app.file_uploader(key="trial_upload").upload(f"{HOSTILE}.txt", b"x", "text/plain").run()
    assert not app.exception
    (error,) = app.error
    assert error.value == markdown_text(f"这份文件不能读取：{HOSTILE}")
    assert app.info[-1].value.startswith("怎么办：重新下载；仍打不开的，请向公布单位索取。没有放进数据")
    monkeypatch.setattr(upload_trial, "read_on_trial", be_busy)
    app.file_uploader(key="trial_upload").set_value(("乙.txt", b"y", "text/plain")).run()
    assert "正在试读" in app.warning[0].value
    assert "trial_result" not in app.session_state and not app.error
    assert app.button(key="trial_again")


def test_what_a_trial_repaired_inferred_or_recognised_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    treated = {"repaired": ["target", "score"], "ocr": ["target"]}
    indicator = {"level3": "清淤长度", "target": "≥8公里", "score": None} | treated
    described = {"tables": [{"project_name": "清淤", "repaired": ["project_name"], "indicators": [indicator]}]}
    monkeypatch.setattr(upload_trial, "read_on_trial", lambda content, name, tell: described)
    app = open_sources(view="trial")
    app.file_uploader(key="trial_upload").upload("甲.txt", b"x", "text/plain").run()
    assert any("※ 读取时修复" in caption.value for caption in app.caption)
    assert any("清淤 ※" in block.proto.body for block in app.get("html"))
    shown = table_with(app, "三级指标")
    assert shown["年度指标值"] == ["≥8公里 ※ ○"]
    assert "※" not in str(shown["得分"])


def test_hostile_texts_of_an_upload_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = dict.fromkeys(("project_name", "expected_goal"), HOSTILE)
    described = {
        "tables": [hostile | {"indicators": [{"level3": HOSTILE, "inferred": ["level3"]}]}, hostile],
        "set_aside": [{"reason": HOSTILE}], "problems": [{"message": HOSTILE}],
    }  # fmt: skip
    monkeypatch.setattr(upload_trial, "read_on_trial", lambda content, name, tell: described)
    app = open_sources(view="trial")
    app.file_uploader(key="trial_upload").upload("甲.txt", b"x", "text/plain").run()
    assert not app.exception
    bodies = "".join(block.proto.body for block in app.get("html"))
    assert "<img" not in bodies and "&lt;img" in bodies
    assert not any("onerror" in text.value and "\\" not in text.value for text in (*app.markdown, *app.caption))
    assert table_with(app, "三级指标")["三级指标"] == [f"{HOSTILE} ◇"]
