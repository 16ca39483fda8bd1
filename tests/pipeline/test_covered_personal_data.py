"""Personal data through a whole build: covered in every table, on the lines and in pictures, or not."""

import hashlib
import tomllib
from pathlib import Path

import pyarrow.parquet as pq

from etl.normalise.compared_text import compared_key
from etl.records import Correction, Section
from etl.settings import load_settings
from etl.steps.covered_quotes import as_quoted
from etl.steps.describe_file import describe_file
from etl.steps.read_document import read_document
from pages.widgets.trial_process import read_on_trial
from tests.pipeline.workshop import Workshop
from tests.readers.made_documents import make_pdf, show

FORM = """项目支出绩效自评表
（2023年度）
项目名称\t道路养护\t项目负责人\t林舟\t联系电话\t13812345678
主管部门\t交通局\t实施单位\t公路站
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t养护里程\t≥10公里\t10公里\t50\t50\t详询林舟13812345678
效益指标\t社会效益指标\t通行保障\t良好\t良好\t50\t50\t
"""
CORRECTION = """[[correction]]
document = "{document_id}"
form_no = 1
section = "indicator"
row_no = 1
field_name = "deviation_reason"
expected_text = "详询林舟13812345678"
corrected_text = "详询林舟13987654321"
reason = "林舟换了号码"
basis = "更正公告"
declared_by = "绩效科"
declared_on = 2024-03-11
expires_on = 2099-03-11
"""


def published_text(workshop: Workshop) -> str:
    """Every text of every table of the current build; the pairs of characters that the reasons are searched by are
    pieces of reasons that are looked through whole."""
    tables = sorted((workshop.published / "builds").glob("*/*.parquet"))
    tables = [table for table in tables if table.stem not in ("mart_reason_place", "mart_reason_pair")]
    assert tables
    return "\n".join(str(pq.read_table(table).to_pylist()) for table in tables)


def test_no_table_of_a_build_holds_what_tells_of_a_person(workshop: Workshop) -> None:
    (workshop.raw / "form.txt").write_text(FORM, "utf-8")
    assert workshop.build()[0] == 0
    text = published_text(workshop)
    assert "13812345678" not in text
    assert "林舟\t" not in text and "'林舟'" not in text
    assert "138****5678" in text
    assert workshop.table("core_document")["covered_count"].to_list() == [3]
    assert (workshop.raw / "form.txt").read_text("utf-8") == FORM


def test_names_of_files_are_covered_where_pages_show_them(workshop: Workshop) -> None:
    for name in ("负责人林舟 13812345678.txt", "再存 13812345678.txt", "林舟13912345678/附件.txt"):
        (workshop.raw / name).parent.mkdir(exist_ok=True)
        is_other = name.startswith("林舟")
        (workshop.raw / name).write_text(FORM.replace("道路养护", "桥梁养护") if is_other else FORM, "utf-8")
    assert workshop.build()[0] == 1  # one content lies there twice
    text = published_text(workshop)
    assert "13812345678" not in text and "13912345678" not in text and "负责人林舟" not in text
    paths = sorted(workshop.table("core_document")["file_path"])
    assert paths == ["再存 138****5678.txt", "林舟139****5678/附件.txt"]


def test_a_trial_reading_is_covered_like_a_build(tmp_path: Path) -> None:
    content = FORM.encode()
    (tmp_path / "form.txt").write_bytes(content)
    plain = describe_file(tmp_path / "form.txt", load_settings()).decode()
    assert "详询林舟13812345678" in plain, "the command prints what is printed"
    shown = str(read_on_trial(content, "form.txt", lambda _: None))
    assert "详询林舟138****5678" in shown and "13812345678" not in shown


def test_a_document_is_covered_only_where_it_is_asked_for() -> None:
    content = FORM.encode()
    document_id = hashlib.sha256(content).hexdigest()[:16]
    plain = read_document(content, "form.txt", document_id)
    covered = read_document(content, "form.txt", document_id, masks_personal_data=True)
    assert plain.rows["raw_document_line"][2]["line_text"].endswith("13812345678")
    assert plain.document["covered_count"] == 0
    assert covered.document["covered_count"] == 3
    assert load_settings().privacy.mask_personal_data, "covered unless somebody decides otherwise"


def test_the_cell_of_a_number_is_covered_on_the_picture_of_its_page() -> None:
    content = make_pdf(show(100, 700, "联系电话") + show(300, 700, "13812345678"))
    read = read_document(content, "form.pdf", "0" * 16, masks_personal_data=True)
    ((page_no, left, top, right, bottom),) = read.covered_boxes
    assert page_no == 1
    assert left <= 300 / 595 <= right and top <= (842 - 700) / 842 <= bottom


def test_findings_of_corrections_quote_nobody(workshop: Workshop, tmp_path: Path) -> None:
    (workshop.raw / "form.txt").write_text(FORM, "utf-8")
    folder = tmp_path / "corrections"
    folder.mkdir()
    declared = CORRECTION.format(document_id=hashlib.sha256(FORM.encode()).hexdigest()[:16])
    (folder / "form.toml").write_text(declared, "utf-8")
    code, said = workshop.build("--corrections", str(folder))
    assert (code, "采用 1 条" in said) == (0, True), said
    text = published_text(workshop)
    assert "按声明更正为“详询林舟139****4321”" in text
    (folder / "form.toml").write_text(declared.replace("详询林舟138", "请询林舟138"), "utf-8")
    code, said = workshop.build("--corrections", str(folder))
    assert (code, "采用 0 条，未采用 1 条" in said) == (1, True), said
    for published in (text, published_text(workshop), said):
        assert "13812345678" not in published and "13987654321" not in published


def load_declared(text: str) -> Correction:
    (entry,) = tomllib.loads(text)["correction"]
    fields = {name: value for name, value in entry.items() if name not in ("document", "section")}
    return Correction(entry["document"], section=Section(entry["section"]), declared_at="form.toml:1", **fields)


def test_a_correction_is_quoted_with_the_words_that_its_row_covers() -> None:
    declared = load_declared(CORRECTION.format(document_id="0" * 16))
    quoted = as_quoted(declared, "详询林*138****5678")
    assert (quoted.expected_text, quoted.corrected_text) == ("详询林*138****5678", "详询林*139****4321")
    assert quoted.reason == "林*换了号码"
    assert as_quoted(declared, None).expected_text == "详询林舟138****5678"


def test_what_is_made_from_a_text_is_made_from_the_covered_text() -> None:
    goal = "年度总体目标\t养护道路3条，项目负责人：林舟，联系电话：13812345678\t养护道路3条，致电138 1234 5678反馈\n"
    content = FORM.replace("一级指标\t", "年度总体目标\t预期目标\t实际完成情况\n" + goal + "一级指标\t", 1).encode()
    covered = read_document(content, "form.txt", "0" * 16, masks_personal_data=True)
    (project,) = covered.rows["core_project"]
    assert "13812345678" in compared_key(content.decode())
    for name in ("goal", "completion"):
        assert "*" in project[f"{name}_text"]
        assert project[f"{name}_key"] == compared_key(project[f"{name}_text"])
    made = str([project["goal_key"], project["completion_key"], covered.rows["core_text_quantity"]])
    assert "13812345678" not in made and "林舟" not in made
    assert [row["quantity_text"] for row in covered.rows["core_text_quantity"]] == ["3条", "3条"]
