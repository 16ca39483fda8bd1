"""The way back to the source: the right characters of the right line, escaped, with what was repaired."""

import re

import pytest

from pages.queries.published_db import fetch_rows
from pages.widgets.converted_value import converted_value
from pages.widgets.printed_form import CellAddress, PrintedForm, address_title, printed_form
from pages.widgets.source_trail import facts_html, source_html
from pages.wording.harmless_text import markdown_text, plotly_text

EXECUTED = CellAddress("fund", 1, "executed")
SCORE = CellAddress("indicator", 1, "score")


@pytest.fixture()
def form() -> PrintedForm:
    """The form p1-01 of the small build."""
    return printed_form(fetch_rows("printed_fields", {"id": "p1-01"}))


def source_of(form: PrintedForm, address: CellAddress) -> str:
    """The source of a cell as the page shows it."""
    lines = fetch_rows("source_lines", {"document_id": "p1", "first_line": -4, "last_line": 9})
    return source_html(lines, form.fields[address])


def test_the_printed_characters_are_marked_on_their_line(form: PrintedForm) -> None:
    html = source_of(form, EXECUTED)
    hits = re.findall(r'<div class="line hit">.*?</div>', html)
    assert len(hits) == 1 and '<span class="number">2</span>' in hits[0]
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["5.000005"]
    assert html.count('class="line"') == 2, "the lines around are shown too"


def test_nothing_of_a_document_becomes_html(form: PrintedForm) -> None:
    html = source_of(form, EXECUTED)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html and "<script" not in html
    hostile = {**form.fields[EXECUTED], "printed_text": '"><img src=x>', "repair_reason_text": "<b>x</b>"}
    facts = facts_html(EXECUTED, hostile, "<i>.txt", "<u>")
    assert not re.search(r"<(img|b|i|u)\b", facts)


def test_repairs_say_why(form: PrintedForm) -> None:
    assert form.shown_text(EXECUTED) == "5.000005 ※"
    assert "资金行与表头错位" in facts_html(EXECUTED, form.fields[EXECUTED], "p1.txt", None)
    assert form.shown_text(SCORE) == "2.5 ◇"
    assert "由总分推出" in facts_html(SCORE, form.fields[SCORE], "p1.txt", None)
    assert "位置" not in facts_html(SCORE, form.fields[SCORE], "p1.txt", None), "what is not printed has no place"


def test_what_was_recognised_on_a_picture_says_so(form: PrintedForm) -> None:
    name = CellAddress("form", None, "project_name")
    assert form.shown_text(name) == "档案整理费 ○"
    assert "由 OCR 从扫描件或图片上识别" in facts_html(name, form.fields[name], "p1.png", None)
    assert "OCR" not in facts_html(EXECUTED, form.fields[EXECUTED], "p1.txt", None)
    assert PrintedForm({name: {**form.fields[name], "is_ocr": False}}).shown_text(name) == "档案整理费"
    assert PrintedForm({name: form.fields[name]}).has_marks()


def test_corrections_show_both_texts_the_reason_and_who_says_so(form: PrintedForm) -> None:
    wrong = {"corrected_text": "6.00", "correction_reason_text": "多印一位", "correction_basis_text": "更正公告（甲）"}
    field = {**form.fields[EXECUTED], **wrong, "is_repaired": False}
    corrected = PrintedForm({EXECUTED: field})
    assert corrected.shown_text(EXECUTED) == "5.000005 ▲更正为 6.00"
    assert corrected.has_marks()
    facts = facts_html(EXECUTED, field, "p1.txt", None)
    assert all(text in facts for text in ("5.000005", "6.00", "多印一位", "更正公告（甲）"))
    assert "更正" not in facts_html(EXECUTED, form.fields[EXECUTED], "p1.txt", None)


def test_a_text_file_has_no_page_number(form: PrintedForm) -> None:
    without = {**form.fields[EXECUTED], "page_no": None}
    assert "页" not in facts_html(EXECUTED, without, "p1.txt", None)
    assert "第 3 页，第 2 行" in facts_html(EXECUTED, {**without, "page_no": 3}, "p1.pdf", None)


def test_links_to_a_field_or_to_a_row_find_their_cell(form: PrintedForm) -> None:
    assert form.find("fund", 1, "executed") == EXECUTED
    assert form.find("indicator", 1, None) == CellAddress("indicator", 1, "level3")
    assert form.find("form", None, "project_name") == CellAddress("form", None, "project_name")
    assert form.find("indicator", 9, None) is None
    assert form.find("fund", 1, "<script>") is None
    assert form.find(None, None, None) is None


def test_a_block_is_a_table_in_the_order_of_the_form(form: PrintedForm) -> None:
    table, addresses = form.section_table("indicator")
    assert table.column_names == ["三级指标", "得分"]
    assert table.to_pylist() == [{"三级指标": "卷数", "得分": "2.5 ◇"}]
    assert addresses == [[CellAddress("indicator", 1, "level3"), SCORE]]


def test_values_say_what_they_were_understood_as() -> None:
    record = fetch_rows("project_form", {"id": "p1-01"})[0]
    assert converted_value(record, EXECUTED) == "5.000005 万元", "exact: 50,000.05 yuan"
    rate = converted_value(record, CellAddress("fund", 1, "execution_rate"))
    assert rate == "25.00%，重新计算为 25.00%"
    assert converted_value(record, CellAddress("form", None, "total_score")) == "82.50 分"
    assert converted_value(record, CellAddress("fund", 2, "executed")) is None


def test_cells_have_names_people_know() -> None:
    assert address_title(EXECUTED) == "资金第 1 行　全年执行数"
    assert address_title(CellAddress("form", None, "goal")) == "年度总体目标"


def test_texts_are_harmless_where_streamlit_and_plotly_interpret() -> None:
    assert markdown_text("![x](http://h/a.png) <b>") == "\\!\\[x\\]\\(http\\:\u2060//h/a\\.png\\) \\<b\\>"
    assert markdown_text(":material/home: www.a a@b") == "\\:\u2060material/home\\: www\u2060\\.a a@\u2060b"
    assert markdown_text("一\n二") == "一 二"
    assert plotly_text("<b>甲</b>&") == "&lt;b&gt;甲&lt;/b&gt;&amp;"
    assert plotly_text("\u202e甲\u0000") == "⟨U+202E⟩甲␀"


def test_a_cell_of_a_sheet_is_named_as_a_spreadsheet_program_names_it(form: PrintedForm) -> None:
    field = {**form.fields[EXECUTED], "page_no": 2, "column_no": 28}
    assert "第 2 张工作表 AB17，下文第 2 行" in facts_html(EXECUTED, field, "p1.xlsx", None, 17)
