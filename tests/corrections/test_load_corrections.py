"""Declarations of corrections: what they give, and where exactly a wrong one is wrong."""

from datetime import date
from pathlib import Path

import pytest

from etl.corrections.load_corrections import CorrectionError, load_corrections
from etl.records import Section

GOOD = """# first line
[[correction]]
document = "0123456789abcdef"
form_no = 2
section = "indicator"
row_no = 3
field_name = "score"
expected_text = "59"
corrected_text = "95"
reason = "两位数字颠倒"
basis = "电话核实，2024 年 3 月 8 日"
declared_by = "绩效科"
declared_on = 2024-03-11
expires_on = 2027-03-11
"""


def load(folder: Path, text: str, name: str = "a.toml") -> tuple[object, ...]:
    (folder / name).write_text(text, "utf-8")
    return load_corrections(folder)


def test_a_declaration_is_read_whole(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    (one,) = load_corrections(tmp_path)
    assert (one.document_id, one.form_no, one.section, one.row_no) == ("0123456789abcdef", 2, Section.INDICATOR, 3)
    assert (one.field_name, one.expected_text, one.corrected_text) == ("score", "59", "95")
    assert (one.declared_on, one.expires_on) == (date(2024, 3, 11), date(2027, 3, 11))
    assert one.declared_at == "a.toml 第 2 行"
    assert one.basis_text == "电话核实，2024 年 3 月 8 日（绩效科，2024-03-11 登记）"


def test_a_whole_fingerprint_means_the_same_document(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    load(tmp_path, GOOD.replace("0123456789abcdef", "fedcba9876543210" + "0" * 48), "b.toml")
    assert sorted(one.document_id for one in load_corrections(tmp_path)) == ["0123456789abcdef", "fedcba9876543210"]


def test_a_field_of_the_whole_form_needs_no_row(tmp_path: Path) -> None:
    text = GOOD.replace('"indicator"', '"form"').replace("row_no = 3\n", "")
    load(tmp_path, text)
    assert [one.row_no for one in load_corrections(tmp_path)] == [None]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("form_no = 2", "form_no = ", 4, "不是合法的 TOML"),
        ("form_no = 2", "form_no = 0", 4, "form_no 应为 1 至 1000000 的整数"),
        ("form_no = 2", "form_no = 1000001", 4, "form_no 应为 1 至 1000000 的整数"),
        ("form_no = 2", "form_no = true", 4, "form_no 应为 1 至 1000000 的整数"),
        ('"indicator"', '"indicators"', 5, "section 应为"),
        ("row_no = 3\n", "", 2, "row_no 没有写"),
        ('reason = "两位数字颠倒"\n', "", 2, "reason 没有写"),
        ('"两位数字颠倒"', '" "', 10, "reason 应为引号中的文字"),
        ("0123456789abcdef", "0123456789ABCDEF", 3, "document 应为原件的 SHA-256"),
        ('"score"', '"fund_source"', 7, "field_name fund_source 不是表上印出的字段"),
        ('"95"', '"59"', 9, "corrected_text 与 expected_text 相同"),
        ('"95"', "95", 9, "corrected_text 应为引号中的文字"),
        ("2027-03-11", '"2027-03-11"', 14, "expires_on 应为日期"),
        ("2027-03-11", "2027-03-11T00:00:00", 14, "expires_on 应为日期"),
        ("2027-03-11", "2024-03-11", 14, "expires_on 应晚于 declared_on"),
        ("reason =", "reasons =", 10, "reasons 不是更正的键"),
        ("# first line", "corrections = 1", 1, "不认识的键 corrections"),
        ("[[correction]]", "[correction]", 1, "每条更正都应单独以 [[correction]] 开头"),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(CorrectionError) as raised:
        load(tmp_path, GOOD.replace(old, new))
    message = str(raised.value)
    assert message.startswith(f"a.toml 第 {line} 行")
    assert says in message
    assert message.endswith("。")


def test_the_line_is_that_of_the_table_that_is_wrong(tmp_path: Path) -> None:
    second = GOOD.replace("row_no = 3", "row_no = 4").replace('"95"', '""')
    with pytest.raises(CorrectionError, match="第 23 行：corrected_text"):
        load(tmp_path, GOOD + second)


def test_two_corrections_of_one_field_are_refused(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    with pytest.raises(CorrectionError, match=r"b\.toml 第 2 行：与 a\.toml 第 2 行 更正的是同一个字段"):
        load(tmp_path, GOOD.replace('"95"', '"96"'), "b.toml")


def test_other_encodings_and_missing_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(CorrectionError, match=r"a\.toml：不是 UTF-8 编码"):
        load_corrections(tmp_path)
    with pytest.raises(NotADirectoryError, match="没有这个更正文件夹"):
        load_corrections(tmp_path / "nowhere")


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 3000 + "]" * 3000])
def test_a_file_past_the_limits_of_the_language_is_told(tmp_path: Path, value: str) -> None:
    with pytest.raises(CorrectionError, match=r"a\.toml：有数字过长或括号嵌套过深"):
        load(tmp_path, GOOD.replace("form_no = 2", f"form_no = {value}"))


def test_the_corrections_of_the_repository_are_sound(project_folder: Path) -> None:
    folder = project_folder / "etl" / "corrections"
    declared = sum(path.read_text("utf-8").count("\n[[correction]]") for path in folder.glob("*.toml"))
    assert (folder / "README.md").is_file()
    assert len(load_corrections(folder)) >= declared
