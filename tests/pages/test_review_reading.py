"""A workbook read in a process of its own: what it gives, what it refuses in one sentence, what is left behind."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pages.review import reading_process
from pages.review.reading_process import MOST_BYTES, ReviewFileError, load_sheets

pytestmark = pytest.mark.usefixtures("private")
CELL_FAR_OUT = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    "</sheetData></worksheet>"
)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No limit but where a test sets one: a busy machine is no fault of a workbook."""
    monkeypatch.setattr(reading_process, "TIME_LIMIT_SECONDS", 300)


def book(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """A workbook with one sheet, filled further."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        made.add_worksheet("一").write_string(1, 1, "=1+1")
        fill(made)
    return buffer.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    """A workbook in which one member is another, or added."""
    buffer = io.BytesIO()
    original = zipfile.ZipFile(io.BytesIO(book(lambda _: None)))
    with original as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return buffer.getvalue()


def without_workbook() -> bytes:
    """An archive that is no workbook."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


def many_members() -> bytes:
    """An archive of a thousand members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(1_000):
            archive.writestr(f"xl/{number}.xml", "")
    return buffer.getvalue()


def test_texts_numbers_and_hidden_sheets_are_read(private: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(lambda _: None)))
    sheet = made.create_sheet("藏")
    sheet.sheet_state = "veryHidden"
    for column, value in enumerate(["甲", 8.5, True, None, "  "], start=1):
        sheet.cell(1, column).value = value
    buffer = io.BytesIO()
    made.save(buffer)
    first, hidden = load_sheets(buffer.getvalue())
    assert first == {"name": "一", "rows": [[None, None], [None, "=1+1"]]}
    assert hidden["rows"] == [["甲", 8.5, "TRUE", None, "  "]]
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "不是 Excel 工作簿"),
        (b"not a workbook", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "加密的请先去掉密码"),
        (b"PK\x03\x04cut", "不是 Excel 工作簿"),
        (without_workbook(), "不是 Excel 工作簿"),
        (many_members(), "解压后过大"),
        (bytes(MOST_BYTES + 1), "超过 8 MB"),
        (with_member("xl/vbaProject.bin", b"x"), "带有宏"),
        (with_member("xl/workbook.xml", b"<workbook"), "不是完好的 Excel"),
        (with_member("xl/sharedStrings.xml", bytes(70 << 20)), "解压后过大"),
        (with_member("xl/worksheets/sheet1.xml", CELL_FAR_OUT.encode()), "已停止|超过 2,000 行"),
        (book(lambda made: made.worksheets()[0].write_string(2_000, 0, "x")), "超过 2,000 行或 60 列"),
        (book(lambda made: made.worksheets()[0].write_string(0, 60, "x")), "超过 2,000 行或 60 列"),
        (book(lambda made: [made.add_worksheet() for _ in range(80)]), "81 张工作表"),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused_in_one_sentence(content: bytes, told: str, private: Path) -> None:
    with pytest.raises(ReviewFileError, match=told) as refused:
        load_sheets(content)
    assert "\n" not in str(refused.value) and str(private) not in str(refused.value)
    assert list(private.iterdir()) == []


def test_a_reading_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, private: Path) -> None:
    pretend = tmp_path / "pages" / "review" / "read_workbook.py"
    pretend.parent.mkdir(parents=True)
    pretend.write_text("import time; time.sleep(600)", "utf-8")
    monkeypatch.setattr(reading_process, "PROJECT_FOLDER", tmp_path)
    monkeypatch.setattr(reading_process, "TIME_LIMIT_SECONDS", 0.5)
    with pytest.raises(ReviewFileError, match=r"超过 0\.5 秒"):
        load_sheets(b"x")
    for printed in ("print('{\"sheets\": ')", "print('[]')"):
        pretend.write_text(printed, "utf-8")
        monkeypatch.setattr(reading_process, "TIME_LIMIT_SECONDS", 300)
        with pytest.raises(ReviewFileError, match="没有给出完整的结果"):
            load_sheets(b"x")
    assert list(private.iterdir()) == []


def test_a_busy_server_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "TIME_LIMIT_SECONDS", 0.01)
    for _ in range(reading_process.READINGS_AT_ONCE):
        assert reading_process._places.acquire(blocking=False)
    try:
        with pytest.raises(ReviewFileError, match="稍等片刻"):
            load_sheets(b"x")
    finally:
        for _ in range(reading_process.READINGS_AT_ONCE):
            reading_process._places.release()
