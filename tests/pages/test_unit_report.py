"""The report of one unit or district: what its sentences say and rest on, and that Word and markdown hold the same."""

import base64
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from pages.queries.published_db import close_builds, fetch_rows
from pages.report.compose_report import (
    MOST_INDICATORS,
    Names,
    ReportRows,
    _execution,
    _findings,
    _scores,
    compose_report,
)
from pages.report.report_docx import chart_workbook, report_docx_bytes
from pages.report.report_markdown import bar_chart_svg, report_markdown_bytes
from pages.report.report_parts import BarChart, Report, Section, Sentence
from pages.wording.number_text import money_text
from tests.pages.conftest import load_rows, write_build

LISTS = ("report_executions", "report_rules", "report_indicators", "report_reasons")
HOSTILE = "<script>x</script>![i](http://e.example/x.png)\u202e=1+1"
ONE_YEAR = Names(has_years=False)
CHART = BarChart(f"图{HOSTILE}", ["甲&乙", "丙"], [0.5, 1.0], ["50.00%", "100.00%"], "0.00%")
REPORT = Report(
    f"某区{HOSTILE}",
    "数据批次 7",
    [Section("预算执行", [Sentence(f"执行率 50.00%{HOSTILE}。", "甲.txt，第 3 行", "a1-01")], [CHART])],
    ["只是线索。"],
)


@pytest.fixture(scope="module", autouse=True)
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The build of published_rows.toml."""
    with pytest.MonkeyPatch.context() as patch:
        folder = write_build(tmp_path_factory.mktemp("published"), 1, load_rows())
        patch.setenv("JIXIAO_PUBLISHED", str(folder))
        yield folder
        close_builds()


def report_of(all_filters: dict[str, list[str]], said: tuple[str, ...] = (), **subject: list[str]) -> Report:
    asked = {**all_filters, "unit": [], "rejected": [], **subject}
    lists = [fetch_rows(question, asked) for question in LISTS]
    rows = ReportRows(fetch_rows("report_figures", asked)[0], *lists)
    return compose_report("某区", rows, filters={"年度": "2023"}, build_name="000000000001", said=said)


def test_districts_and_units_can_be_reported_on(all_filters: dict[str, list[str]]) -> None:
    subjects = fetch_rows("report_subjects", all_filters)
    assert {row["subject_kind"] for row in subjects} == {"district", "unit"}
    asked = {**all_filters, "unit": [], "rejected": []}
    for row in subjects:
        units = [row["subject_code"]] if row["subject_kind"] == "unit" else []
        narrowed = {**asked, "district": [row["division_code"]], "unit": units}
        assert fetch_rows("report_figures", narrowed)[0]["form_count"] == row["form_count"]


def test_units_of_one_name_in_two_districts_are_two_subjects(
    all_filters: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = load_rows()
    for number, row in enumerate(rows["mart_project"]):
        row["unit_name"] = "民政局" if number < 2 else None
    monkeypatch.setenv("JIXIAO_PUBLISHED", str(write_build(tmp_path, 1, rows)))
    subjects = [row for row in fetch_rows("report_subjects", all_filters) if row["subject_kind"] == "unit"]
    alone = fetch_rows("report_subjects", {**all_filters, "district": ["310113"]})
    close_builds()
    assert [(row["subject_key"], row["label"], row["form_count"]) for row in subjects] == [
        ("unit:民政局@310107", "民政局（普陀区）", 1),
        ("unit:民政局@310113", "民政局（宝山区）", 1),
    ]
    assert subjects[1]["subject_key"] in {row["subject_key"] for row in alone}


def test_every_sentence_has_its_figure_and_source(all_filters: dict[str, list[str]]) -> None:
    report = report_of(all_filters)
    sentences = [sentence for section in report.sections for sentence in section.sentences]
    assert len(sentences) >= 8
    assert [sentence.text for sentence in sentences if not sentence.source] == []
    counted = [sentence for sentence in sentences if not sentence.project_id]
    assert [sentence.text for sentence in counted if not any(letter.isdigit() for letter in sentence.text)] == []
    assert report.scope == "数据批次 000000000001；筛选 年度：2023"


def test_a_notice_that_ends_a_sentence_is_joined_as_a_part(all_filters: dict[str, list[str]]) -> None:
    report = report_of(all_filters, said=("合成数据。",))
    assert report.scope == "合成数据；数据批次 000000000001；筛选 年度：2023"


@pytest.mark.parametrize("years", [[], ["2023"]])
def test_a_report_of_several_years_says_the_year_of_each_project(
    all_filters: dict[str, list[str]], years: list[str]
) -> None:
    report = report_of({**all_filters, "year": years})
    named = [sentence.text for section in report.sections for sentence in section.sentences if sentence.project_id]
    assert named and all((" 年“" in text) is (not years) for text in named)
    execution = next(section for section in report.sections if section.heading == "预算执行")
    assert all((" 年" in name) is (not years) for name in execution.charts[0].names)


def test_the_figures_are_those_of_the_pages(all_filters: dict[str, list[str]]) -> None:
    figures = fetch_rows("report_figures", {**all_filters, "unit": [], "rejected": []})[0]
    money = fetch_rows("execution_figures", all_filters)[0]
    for name in ("adjusted_budget_yuan", "executed_yuan", "execution_rate", "median_execution_rate", "below_80_count"):
        assert figures["money"][name] == money[name]
    scores = fetch_rows("low_score_summary", all_filters)[0]
    for name in ("indicator_count", "scored_count", "losing_count", "no_reason_count"):
        assert figures["scores"][name] == scores[name]
    assert figures["scores"]["full_off_target_count"] == scores["full_below_target_count"]
    rules = fetch_rows("report_rules", {**all_filters, "unit": [], "rejected": []})
    found = fetch_rows("findings_by_rule", {**all_filters, "severity": [], "rule": [], "source_kind": ["rule"]})
    assert {(row["rule_id"], row["severity"], row["form_count"]) for row in rules} == {
        (row["rule_id"], row["severity"], row["form_count"]) for row in found if row["form_count"]
    }


@pytest.mark.parametrize(
    ("above", "said"),
    [
        (0, "3 个指标完成值偏离目标值，仍自评满分。"),
        (2, "3 个指标完成值偏离目标值（其中 2 个目标用等号，完成值高于目标），仍自评满分。"),
    ],
)
def test_a_result_above_an_equal_target_is_off_it_and_not_short_of_it(above: int, said: str) -> None:
    scores = {"scored_count": 4, "full_count": 4, "losing_count": 0, "full_off_target_count": 3}
    section = _scores({"with_total_count": 0, "scores": scores | {"full_above_equal_count": above}})
    assert section.sentences[-1].text == said


def test_full_points_above_an_equal_target_are_counted(
    all_filters: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = load_rows()
    full = {"weight_points": 5, "score_points": 5, "lost_points": 0, "target_operator": "="}
    rows["mart_indicator"] = [
        full | {"project_id": "p1-01", "row_no": row_no, "distance_rate": rate}
        for row_no, rate in ((1, 0.75), (2, -0.5))
    ]
    monkeypatch.setenv("JIXIAO_PUBLISHED", str(write_build(tmp_path, 1, rows)))
    scores = fetch_rows("report_figures", {**all_filters, "unit": [], "rejected": []})[0]["scores"]
    close_builds()
    assert (scores["full_off_target_count"], scores["full_above_equal_count"]) == (2, 1)


def test_money_of_forms_published_again_is_said_to_count_twice(
    all_filters: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = load_rows()
    again = {"finding_id": "again", "rule_id": "A16", "source_kind": "rule", "severity": "中", "project_id": "p1-01"}
    rows["audit_finding"] = [again]
    monkeypatch.setenv("JIXIAO_PUBLISHED", str(write_build(tmp_path, 1, rows)))
    executed = next(
        Decimal(str(row["executed_yuan"])) for row in rows["mart_execution"] if row["project_id"] == "p1-01"
    )
    asked = {**all_filters, "unit": [], "rejected": []}
    (figures,), (judged,) = (fetch_rows("report_figures", asked | {"rejected": no}) for no in ([], ["again"]))
    close_builds()
    assert judged["money"]["repeated_count"] == 0
    assert figures["money"]["repeated_count"] == 1
    assert figures["money"]["repeated_executed_yuan"] == executed
    section = _execution(figures, [], ONE_YEAR)
    said = f"其中 1 张像是同一张表重复公开，执行数 {money_text(executed)} 在合计里多算了一次。"
    assert Sentence(said, "规则 A16") in section.sentences
    assert not any("重复公开" in sentence.text for sentence in _execution(judged, [], ONE_YEAR).sentences)


def test_findings_judged_unfounded_are_left_out(all_filters: dict[str, list[str]]) -> None:
    asked = {**all_filters, "unit": [], "rejected": []}
    every = fetch_rows("audit_findings", {**all_filters, "severity": [], "rule": [], "source_kind": ["rule"]})
    rejected = [row["finding_id"] for row in every if row["severity"] == "高"]
    assert rejected and fetch_rows("report_figures", asked)[0]["severe_form_count"]
    assert fetch_rows("report_figures", {**asked, "rejected": rejected})[0]["severe_form_count"] == 0
    assert "高" not in {row["severity"] for row in fetch_rows("report_rules", {**asked, "rejected": rejected})}


def test_a_unit_without_forms_has_no_sentences_of_others(all_filters: dict[str, list[str]]) -> None:
    report = report_of(all_filters, unit=["没有这样的单位"])
    assert [section.heading for section in report.sections] == ["基本情况", "审核发现"]


def test_indicators_give_target_result_points_and_reason() -> None:
    row = {
        "project_id": "a1-01", "project_name": "甲项目", "level3_name": "及时率", "target_operator": "≥",
        "target_text": "≥95%", "actual_text": "90%", "weight_points": Decimal(10), "score_points": Decimal(8),
        "distance_rate": -0.0526, "deviation_reason_text": None, "document_label": "甲.txt", "line_no": 9,
    }  # fmt: skip
    figures = {
        "form_count": 1, "self_evaluation_count": 1, "target_declaration_count": 0, "document_count": 1,
        "first_year": 2023, "last_year": 2023, "with_total_count": 0, "severe_form_count": 0,
        "rules_on_count": 115, "rules_off_count": 0,
        "money": {"rated_count": 0},
        "scores": {"scored_count": 0, "no_reason_count": 1, "losing_count": 1},
    }  # fmt: skip
    rows = ReportRows(figures, [], [], [{**row, "distance_rate": 0.02}, *[row] * MOST_INDICATORS], [])
    report = compose_report("某单位", rows, filters={}, build_name="1")
    (section,) = [section for section in report.sections if section.heading.startswith("扣分")]
    assert len(section.sentences) == MOST_INDICATORS
    assert section.sentences[1] == Sentence(
        "“甲项目”的指标“及时率”：目标 ≥95%，完成 90%，分值 10.00，得分 8.00，差于目标 5.26%。没有说明原因。",
        "甲.txt，第 9 行",
        "a1-01",
    )
    assert "优于目标 2.00%" in section.sentences[0].text


def test_the_rest_of_the_rules_is_counted_where_there_is_one() -> None:
    example = dict.fromkeys(("project_id", "project_name", "document_label", "place_text"), "甲") | {"message": "不符"}
    rules = [
        {"rule_id": f"A{number:02}", "rule_title": f"规则{number}", "severity": "高" if number < 7 else "中",
         "finding_count": number, "form_count": 1, "example": example}
        for number in range(1, 9)
    ]  # fmt: skip
    figures = {"form_count": 9, "severe_form_count": 4, "rules_on_count": 113, "rules_off_count": 2}
    few, many = _findings(figures, rules[:2], ONE_YEAR), _findings(figures, rules, ONE_YEAR)
    assert few.sentences[0].source == "启用的 113 条规则中 2 条的发现，另有 2 条规则停用、没有审核"
    assert len(few.sentences) == 3 and "其余" not in few.sentences[-1].text
    assert many.sentences[-1].text == "其余 15 条，见页面“自评质量审核”。"
    assert list(many.charts[0].values) == [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]


def test_word_holds_text_and_charts_that_can_be_edited() -> None:
    content = report_docx_bytes(REPORT)
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert texts[0].startswith("某区<script>") and "\u202e" not in "".join(texts)
    assert "1. 执行率 50.00%" in texts[3] and texts[3].endswith("（来源：甲.txt，第 3 行）")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        chart = package.read("word/charts/chart1.xml").decode()
        assert "甲&amp;乙" in chart and "externalData" in chart
        sheet = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/chart1.xlsx"))).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["甲&乙", "丙"]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [0.5, 1.0]


def test_names_that_begin_like_formulas_and_links_are_texts_behind_a_chart() -> None:
    names = ['=HYPERLINK("http://e.example","点")', "{=1+1}", "@SUM(1)", "http://e.example/a", "internal:A!A1", "-1"]
    chart = BarChart("=1+1", names, [1.0] * len(names), ["1"] * len(names), "0")
    book = openpyxl.load_workbook(io.BytesIO(chart_workbook(chart)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str)] == ["=1+1", *names]


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x00", "\x1b"])
def test_signs_that_no_xml_may_hold_break_no_file(sign: str) -> None:
    chart = BarChart(f"图{sign}", [f"甲{sign}"], [1.0], ["1"], "0")
    report = Report(f"区{sign}", sign, [Section("审核", [Sentence(f"甲{sign}", sign)], [chart])], [])
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(report_docx_bytes(report))).paragraphs]
    assert texts[0].startswith("区") and sign not in "".join(texts)
    ElementTree.fromstring(bar_chart_svg(chart))
    assert sign not in report_markdown_bytes(report).decode()


def test_markdown_runs_nothing_and_carries_its_charts() -> None:
    text = report_markdown_bytes(REPORT).decode("utf-8")
    assert "<script>" not in text and "![i]" not in text and "\u202e" not in text
    assert text.splitlines()[0].startswith("# 某区")
    (address,) = [line.split("base64,")[1] for line in text.splitlines() if line.startswith("[图1]: ")]
    assert base64.b64decode(address) == bar_chart_svg(CHART)


def test_bars_are_as_long_as_their_values() -> None:
    picture = ElementTree.fromstring(bar_chart_svg(CHART))
    namespace = "{http://www.w3.org/2000/svg}"
    lengths = [float(bar.get("width", "")) for bar in picture.iter(f"{namespace}rect")]
    assert lengths == [170.0, 340.0]
    assert "甲&乙" in [text.text for text in picture.iter(f"{namespace}text")]
    assert bar_chart_svg(BarChart("空", ["甲"], [0.0], ["0"], "0"))


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (0, "启用的 115 条规则没有发现问题。"),
        (114, "启用的 1 条规则没有发现问题，另有 114 条规则停用、没有审核。"),
        (115, "115 条规则全部停用，没有审核。"),
    ],
)
def test_nothing_found_says_how_many_rules_looked(off: int, said: str) -> None:
    figures = {"form_count": 3, "rules_on_count": 115 - off, "rules_off_count": off}
    assert _findings(figures, [], ONE_YEAR).sentences[0].text == said


def test_the_figures_count_the_rules_on_and_off(all_filters: dict[str, list[str]]) -> None:
    figures = fetch_rows("report_figures", {**all_filters, "unit": [], "rejected": []})[0]
    rules = fetch_rows("runnable_rules")
    assert figures["rules_on_count"] == sum(bool(rule["is_enabled"]) for rule in rules)
    assert figures["rules_off_count"] == len(rules) - figures["rules_on_count"]
