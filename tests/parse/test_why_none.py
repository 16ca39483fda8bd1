"""Why a document gives no project: said of what it prints, and never of pages that could not be read."""

from dataclasses import replace

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import ReadingProblem

NOTICE = "青溪县财政局关于开展项目支出绩效自评的通知\n各单位：\n项目名称、主管部门应与批复一致。\n青溪县财政局\n"
NOTES = "填表说明\n项目名称按批复填写。\n"
UNREAD = ReadingProblem("columns_not_resolved", "第 2 页的表格没有框线，分不清单元格，没有读取。", "中")


def reason(text: str, *problems: ReadingProblem) -> tuple[str, str]:
    grid = replace(read_grid(text.encode(), "a.txt"), problems=problems)
    (aside,) = read_forms(grid).set_aside
    return aside.code, aside.reason


def test_a_notice_is_called_by_its_title() -> None:
    code, text = reason(NOTICE)
    assert code == "regulation"
    assert text == "这是通知、制度一类的文件（“青溪县财政局关于开展项目支出绩效自评的通知”），不是项目表，未采用。"


def test_words_that_stand_in_a_sentence_are_not_called_missing() -> None:
    code, text = reason(NOTES)
    assert code == "no_form"
    assert "文中有“项目名称”字样" in text


def test_a_page_whose_table_was_not_read_is_the_reason() -> None:
    assert reason(NOTES, UNREAD) == (
        "columns_not_resolved",
        "没有读到项目表：第 2 页的表格没有框线，分不清单元格，没有读取。",
    )
    assert reason(NOTICE, UNREAD)[0] == "regulation"
