"""The reviewer's workbook: thirteen columns, what is locked and checked, 偏离度, and that LibreOffice gives it back
equal."""

import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from pages.review.review_workbook import SHEET_NAME_CHARACTERS, Draw, review_workbook_bytes, sheet_name
from pages.review.sheet_layout import REVIEW_COLUMNS, comparable, parse_row_key, prefilled_texts, row_key

HEADERS = [
    "一级", "二级", "三级", "指标性质", "指标值", "度量单位", "权重", "自评完成值", "自评得分", "复核完成值",
    "复核得分", "偏离度", "备注",
]  # fmt: skip
FIRST_ROW = 6
DRAW = Draw("7", 26, {"区县": "宝山区"}, "000000000001")
DEVIATIONS: list[tuple[str | None, str, str | None, object, object]] = [
    ("≥", "90", "%", "98%", 0.0889), ("≥", "90", "%", "98", 0.0889), ("≥", "90", "%", "97％", 0.0778),
    ("≥", "90", "%", "0.98", ""), ("≥", "1", "%", "0.5", -0.5), (">", "2.5", "%", "2.6%", 0.04),
    ("≤", "80", "人", "60人", 0.25), ("<", "80", "人", "100", -0.25), ("≤", "-5", None, "-4", -0.2),
    ("=", "4", "人", "7", 0.75), (None, "12", "套", "6套", -0.5), ("≥", "100", None, "1,200", 11.0),
    ("≥", "0", "次", "0", 0.0), ("≥", "0", "次", "3", ""), ("≥", "100", "人", None, ""), ("≥", "100", "人", " ", ""),
    ("≥", "100", "人", "98%", ""), ("≥", "100", "人", "2023-5-1", ""), ("≥", "100", "人", "1/2", ""),
    ("≥", "100", "人", "无佐证", ""), ("≥", "100", "人", "人", ""), ("≥", "100", "人", 130, 0.3),
]  # fmt: skip
"""Sign, target, unit, what the reviewer fills, what the sheet computes."""


def project(number: int, name: str | None) -> dict[str, Any]:
    """One sampled project."""
    return {
        "draw_no": number, "project_id": f"p{number}", "fiscal_year": 2023, "division_label": "宝山区",
        "department_name": "甲局", "unit_name": None, "project_name": name, "executed_yuan": Decimal("12345.60"),
        "execution_rate": 0.5, "total_score_points": Decimal(90), "rule_count_high": 1, "rule_count_medium": 0,
        "rule_count_low": 2, "risk_weight": 87275.89368000001, "form_finding_text": "执行率 50.00%，低于 80%（高）",
    }  # fmt: skip


def indicator(number: int, **changes: Any) -> dict[str, Any]:
    """One indicator of the first project."""
    return {
        "project_id": "p1", "row_no": number, "level1_name": "产出指标", "level2_name": "数量指标",
        "level3_name": "@SUM(1)", "indicator_nature": "定量", "target_text": "=100%", "target_unit": "%",
        "target_kind": "numeric", "target_operator": "=", "target_value": 100.0, "weight_points": Decimal(10),
        "actual_text": "+99", "score_points": Decimal("9.5"), "finding_text": "http://127.0.0.1/ 未达标",
    } | changes  # fmt: skip


def first_sheet(content: bytes) -> Worksheet:
    """The sheet of the first project."""
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]


def test_the_workbook_is_one_thirteen_column_sheet_a_project() -> None:
    sample = [project(1, "a/b[c]:*?'\\" + "很长的名称" * 10), project(2, None)]
    book = openpyxl.load_workbook(io.BytesIO(review_workbook_bytes(sample, [indicator(1)], DRAW)))
    assert book.sheetnames[0] == "抽样清单" and len(book.sheetnames) == 4
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 3 + ["veryHidden"]
    assert all(len(name) <= 31 for name in book.sheetnames) and book.sheetnames[2] == "02 未写名称"
    sheet = book.worksheets[1]
    assert [cell.value for cell in sheet[FIRST_ROW - 1]][:13] == HEADERS == list(REVIEW_COLUMNS)
    assert sheet.column_dimensions["N"].hidden
    cells = sheet[FIRST_ROW][:13]
    assert [cell.value for cell in cells if cell.column_letter != "L"] == [
        "产出指标", "数量指标", "@SUM(1)", "定量", "=100%", "%", 10, "+99", 9.5, None, None, "http://127.0.0.1/ 未达标",
    ]  # fmt: skip
    assert [cell.column_letter for cell in cells if cell.data_type == "f"] == ["L"] and cells[12].hyperlink is None
    assert "种子 7；总体 26 张自评表；筛选 区县：宝山区；数据批次 000000000001" in str(sheet.cell(3, 1).value)
    assert "偏离度＝（复核完成值－指标值）÷指标值" in str(sheet.cell(4, 1).value)
    assert str(sheet.cell(4, 1).value).endswith("整表问题：执行率 50.00%，低于 80%（高）"), "of no one indicator"
    drawn = [cell.value for cell in book["抽样清单"][5]]
    assert drawn[:2] == [1, 2023] and drawn[7:11] == [1, 0, 2, 87275.89368], "numbers are numbers"


def test_only_what_the_reviewer_fills_is_open_and_it_is_checked() -> None:
    rows = [indicator(1), indicator(2, weight_points=None)]
    sheet = first_sheet(review_workbook_bytes([project(1, "名")], rows, DRAW))
    assert sheet.protection.sheet
    cells = sheet[FIRST_ROW][:14]
    assert [cell.column_letter for cell in cells if not cell.protection.locked] == ["J", "K", "M"]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    score = checks["K6"]
    assert (score.type, score.formula1, score.formula2) == ("decimal", "0", "$G6")
    assert score.operator in (None, "between") and score.showErrorMessage and score.errorStyle in (None, "stop")
    assert checks["K7"].formula2 == "100", "no weight is printed"
    assert checks["J6"].type is None and "无佐证" in str(checks["J6"].prompt)


def test_no_text_of_a_form_enters_a_formula() -> None:
    hostile = '%"&HYPERLINK("http://127.0.0.1","x")&"'
    rows = [indicator(1, target_unit=hostile, target_text=hostile, level3_name=hostile)]
    formula = str(first_sheet(review_workbook_bytes([project(1, hostile)], rows, DRAW))["L6"].value)
    assert formula.startswith("=IF(TRIM($J6)") and "HYPERLINK" not in formula


def test_a_target_in_words_has_no_formula() -> None:
    for changes in ({"target_value": None}, {"target_kind": "date", "target_value": 2023.0}):
        sheet = first_sheet(review_workbook_bytes([project(1, "名")], [indicator(1, **changes)], DRAW))
        assert sheet["L6"].value is None


def test_sheet_names_stay_apart_for_equal_projects() -> None:
    assert sheet_name(project(1, "同名")) != sheet_name(project(2, "同名"))
    rare = sheet_name(project(1, "甲" * 27 + "𠮷" * 9))
    assert len(rare.encode("utf-16-le")) // 2 <= SHEET_NAME_CHARACTERS, "Excel counts a rare character twice"


def test_a_row_is_known_by_its_key_whatever_program_saved_it() -> None:
    row = indicator(3, target_text="≥90%\r\n以上 ")
    key = parse_row_key(str(row_key(row)))
    assert key is not None and (key.project_id, key.row_no) == ("p1", 3) and key == row_key(row)
    saved = ["产出指标", "数量指标 ", "@SUM(1)", "定量", "≥90%\n以上", "%", 10.0, "+99", "9.50"]
    assert comparable(saved) == prefilled_texts(row)
    assert row_key(row | {"score_points": Decimal("9.4")}) != key
    for text in (None, "", "p1:3", "p1:x:0123456789ab", "../x:1:0123456789ab", 5):
        assert parse_row_key(text) is None


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    """A workbook as it was made, and as LibreOffice saved it after a reviewer filled it with another program."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("NOT RUN: no LibreOffice on this machine")
    folder = tmp_path_factory.mktemp("review")
    rows = [
        indicator(number, target_operator=sign, target_value=float(target), target_unit=unit,
                  target_text=f"{sign or ''}{target}{unit or ''}")
        for number, (sign, target, unit, _, _) in enumerate(DEVIATIONS, start=1)
    ]  # fmt: skip
    content = review_workbook_bytes([project(1, "名")], rows, DRAW)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for number, (_, _, _, filled, _) in enumerate(DEVIATIONS):
        book.worksheets[1].cell(FIRST_ROW + number, 10).value = filled
    book.save(folder / "filled.xlsx")
    command = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder / "saved", folder / "filled.xlsx"], check=True, capture_output=True,
                   timeout=600)  # fmt: skip
    return content, folder / "saved" / "filled.xlsx"


def test_libreoffice_gives_the_sheet_back_equal(resaved: tuple[bytes, Path]) -> None:
    content, saved = resaved
    made, kept = first_sheet(content), CalamineWorkbook.from_path(saved).get_sheet_by_index(1)
    rows = kept.to_python(skip_empty_area=False)
    for number in range(1, FIRST_ROW + len(DEVIATIONS)):
        for column in (*range(9), 10, 12, 13):
            expected = made.cell(number, column + 1).value
            assert rows[number - 1][column] == ("" if expected is None else expected), (number, column)
    sheet = openpyxl.load_workbook(saved).worksheets[1]
    assert sheet.protection.sheet and sheet.column_dimensions["N"].hidden
    assert "K6" in {str(part) for check in sheet.data_validations.dataValidation for part in check.sqref.ranges}


def test_the_deviation_is_what_the_sheet_says(resaved: tuple[bytes, Path]) -> None:
    rows = CalamineWorkbook.from_path(resaved[1]).get_sheet_by_index(1).to_python(skip_empty_area=False)
    computed = [row[11] for row in rows[FIRST_ROW - 1 :][: len(DEVIATIONS)]]
    assert computed == [expected for *_, expected in DEVIATIONS]


def test_rows_are_high_enough_for_their_longest_text() -> None:
    texts = (None, "原因说明" * 30, "长" * 9_000)
    rows = [indicator(number, finding_text=text) for number, text in enumerate(texts, start=1)]
    sheet = first_sheet(review_workbook_bytes([project(1, "名")], rows, DRAW))
    short, long, longest = (sheet.row_dimensions[line].height for line in (6, 7, 8))
    assert short < long < longest <= 409
