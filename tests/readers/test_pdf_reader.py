"""Pdf pages: ruled tables, tables over pages, turned pages; scans, locked and damaged files are named."""

import pytest

from etl.findings import UnreadableDocumentError
from etl.readers import read_grid
from etl.readers.pdf_text import without_radicals
from tests.readers.made_documents import make_pdf, rule, show

LEFT, MIDDLE, RIGHT = 50, 150, 250


def ruled_row(top: float, left_text: str, right_text: str) -> str:
    """A row of two cells, 20 points high, from `top` down."""
    outline = rule(LEFT, top - 20, MIDDLE, top) + rule(MIDDLE, top - 20, RIGHT, top)
    return outline + show(LEFT + 5, top - 14, left_text) + show(MIDDLE + 5, top - 14, right_text)


def test_lines_and_ruled_tables_keep_their_order() -> None:
    page = show(50, 800, "自评表") + ruled_row(780, "甲", "乙") + ruled_row(760, "丙", "丁") + show(50, 700, "注")
    grid = read_grid(make_pdf(page), "表.pdf")
    assert grid.lines == ("自评表", "甲\t乙", "丙\t丁", "注", "")
    assert [row.is_tabular for row in grid.rows] == [False, True, True, False]


def test_a_line_that_filled_its_cell_goes_on_and_another_one_ends() -> None:
    cells = rule(LEFT, 700, MIDDLE, 780) + rule(MIDDLE, 700, RIGHT, 780)
    full = show(LEFT + 5, 765, "一二三四五六七八九") + show(LEFT + 5, 750, "十")
    ended = show(MIDDLE + 5, 765, "一、") + show(MIDDLE + 5, 750, "二、")
    assert read_grid(make_pdf(cells + full + ended), "表.pdf").lines[0] == "一二三四五六七八九十\t一、 二、"
    spaced = show(LEFT + 5, 765, "一二三四五六七8", 9.6) + show(LEFT + 5, 750, "九", 9.6)
    assert read_grid(make_pdf(cells + spaced + ended), "表.pdf").lines[0] == "一二三四五六七8九\t一、 二、"


def test_a_table_that_goes_on_has_the_columns_of_both_pages() -> None:
    first = ruled_row(780, "甲", "乙")
    second = rule(LEFT, 760, 200, 780) + rule(200, 760, RIGHT, 780) + show(55, 766, "丙") + show(205, 766, "丁")
    grid = read_grid(make_pdf(first, second), "表.pdf")
    assert grid.lines == ("甲\t乙\t", "", "丙\t\t丁", "")
    assert [row.cells[0].place.page_no for row in grid.rows] == [1, 2]


def test_a_row_torn_by_the_page_break_is_made_whole_and_told() -> None:
    first = ruled_row(40, "一二三四五六七八九", "乙")
    second = ruled_row(820, "十", "") + ruled_row(800, "丙", "丁")
    grid = read_grid(make_pdf(first, second), "表.pdf")
    assert grid.lines == ("一二三四五六七八九十\t乙", "", "丙\t丁", "")
    assert [problem.code for problem in grid.problems] == ["row_torn_by_page_break"]


def test_a_whole_row_on_the_next_page_stays_a_row() -> None:
    grid = read_grid(make_pdf(ruled_row(40, "一二三四五六七八九", "乙"), ruled_row(820, "丙", "丁")), "表.pdf")
    assert grid.lines == ("一二三四五六七八九\t乙", "", "丙\t丁", "")


def test_a_text_set_upright_goes_on_beside_one_that_proves_it() -> None:
    below = rule(LEFT, 780, MIDDLE, 820) + rule(MIDDLE, 780, RIGHT, 820) + show(55, 806, "出") + show(55, 792, "指")
    torn = read_grid(make_pdf(ruled_row(40, "产", "一二三四五六七八九"), below + show(155, 806, "十")), "表.pdf")
    assert torn.lines == ("产 出 指\t一二三四五六七八九十", "", "")
    unproved = read_grid(make_pdf(ruled_row(40, "产", "乙"), below + show(155, 806, "丁")), "表.pdf")
    assert unproved.lines == ("产\t乙", "", "出 指\t丁", "")


def test_a_full_cell_with_room_below_is_not_torn() -> None:
    tall = rule(LEFT, 20, MIDDLE, 80) + show(LEFT + 5, 66, "一二三四五六七八九") + rule(MIDDLE, 20, RIGHT, 80)
    grid = read_grid(make_pdf(tall + show(MIDDLE + 5, 66, "乙"), ruled_row(820, "十", "")), "表.pdf")
    assert grid.lines == ("一二三四五六七八九\t乙", "", "十\t", "")
    assert grid.problems == ()


def low_row(top: float, lines: tuple[str, ...], amount: str) -> str:
    """A row of two cells, 14 points high, whose first text reaches out of it above and below."""
    first = top - 10.5 + 6 * (len(lines) - 1)
    texts = "".join(show(LEFT + 5, first - 12 * number, line) for number, line in enumerate(lines))
    outline = rule(LEFT, top - 14, MIDDLE, top) + rule(MIDDLE, top - 14, RIGHT, top)
    return outline + texts + show(MIDDLE + 5, top - 10.5, amount)


def test_texts_of_rows_that_are_too_low_do_not_mix() -> None:
    page = ruled_row(800, "甲", "乙") + low_row(780, ("年度", "资金总", "额"), "10")
    page += low_row(766, ("其中：", "财政", "拨款"), "8") + ruled_row(752, "丙", "丁")
    grid = read_grid(make_pdf(page), "表.pdf")
    lines = [line.replace(" ", "") for line in grid.lines]
    assert lines == ["甲\t乙", "年度资金总额\t10", "其中：财政拨款\t8", "丙\t丁", ""]


def test_a_text_in_the_very_middle_of_a_low_row_is_its_own_beside_blank_cells() -> None:
    page = ruled_row(800, "甲", "乙") + low_row(780, (), "10") + low_row(766, ("一", "二", "三"), "8")
    page += low_row(752, (), "9")
    lines = [line.replace(" ", "") for line in read_grid(make_pdf(page), "表.pdf").lines]
    assert lines == ["甲\t乙", "\t10", "一二三\t8", "\t9", ""]


def test_rows_as_high_as_their_two_lines_stay_rows() -> None:
    page = ""
    for top, lines in ((780, ("一", "二")), (756, ("三", "四")), (732, ("五", "六"))):
        page += rule(LEFT, top - 24, MIDDLE, top) + rule(MIDDLE, top - 24, RIGHT, top)
        page += "".join(show(LEFT + 5, top - 9.5 - 12 * number, line) for number, line in enumerate(lines))
    page += "".join(show(MIDDLE + 5, top - 15, "8") for top in (780, 756, 732))
    lines = [line.replace(" ", "") for line in read_grid(make_pdf(page), "表.pdf").lines]
    assert lines == ["一二\t8", "三四\t8", "五六\t8", ""]


def test_rows_of_one_line_each_stay_rows_beside_texts_that_mix() -> None:
    page = low_row(794, ("一",), "") + low_row(780, ("二",), "") + ruled_row(766, "", "")
    page += low_row(746, ("甲", "乙", "丙"), "") + low_row(732, ("丁", "戊", "己"), "") + ruled_row(718, "", "")
    lines = [line.replace(" ", "").strip() for line in read_grid(make_pdf(page), "表.pdf").lines]
    assert lines == ["一", "二", "甲乙丙", "丁戊己", ""]


def column_row(height: float, *texts: str) -> str:
    """Texts in columns without rulings, in the order of reading."""
    return "".join(show(50 + 60 * column, height, text) for column, text in enumerate(texts) if text)


def test_text_in_columns_is_read_by_column() -> None:
    page = show(150, 800, "自评表") + column_row(780, "甲", "乙", "丙") + column_row(760, "丁", "", "戊")
    page += column_row(740, "己", "庚", "辛一") + show(170, 728, "二") + column_row(708, "壬", "癸", "子丑")
    grid = read_grid(make_pdf(page), "表.pdf")
    assert grid.lines == ("\t\t自评表", "甲\t乙\t丙", "丁\t\t戊", "己\t庚\t辛一二", "壬\t癸\t子丑", "")


def test_numbers_that_touch_in_narrow_columns_stay_two() -> None:
    rows = "".join(
        show(50, height, "项目") + show(100, height, "100") + show(132, height, "93.4") for height in (780, 760, 740)
    )
    assert read_grid(make_pdf(rows), "表.pdf").lines[0] == "项目\t100\t93.4"


def test_the_head_of_a_page_that_is_drawn_last_stands_above_it() -> None:
    page = "".join(column_row(height, "甲", "乙", "丙") for height in (780, 760, 740))
    page += show(170, 820, "页眉") + show(50, 20, "页脚")
    assert read_grid(make_pdf(page), "表.pdf").lines == ("\t\t页眉", *["甲\t乙\t丙"] * 3, "页脚\t\t", "")


def test_a_word_that_reaches_over_the_start_of_a_column_is_not_cut() -> None:
    rows = [column_row(height, "甲", "乙", "丙") for height in (780, 760, 740)]
    reaching = show(50, 720, "甲") + show(100, 720, "预算率") + show(170, 720, "丙")  # 算 stands where 乙 begins
    grid = read_grid(make_pdf("".join(rows) + reaching), "表.pdf")
    assert grid.lines[3] == "甲\t预算率\t丙"


def test_columns_that_cannot_be_told_apart_are_refused() -> None:
    scrambled = [column_row(height, "甲", "乙", "丙") for height in (700, 780, 740, 760)]
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(make_pdf("".join(scrambled)), "表.pdf")
    assert caught.value.code == "columns_not_resolved"
    grid = read_grid(make_pdf(ruled_row(780, "甲", "乙"), "".join(scrambled)), "表.pdf")
    assert [problem.code for problem in grid.problems] == ["columns_not_resolved"]
    assert len(grid.rows) == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_shown_turned_is_read_upright(turn: int) -> None:
    spun = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    page = f"q {spun} cm\n" + ruled_row(500, "甲", "乙") + ruled_row(480, "丙", "丁") + "Q\n"
    assert read_grid(make_pdf(page, extra=f"/Rotate {turn}"), "表.pdf").lines == ("甲\t乙", "丙\t丁", "")


ROUNDED = "-0.0000000000000002 1 -1 -0.0000000000000002 595 0"  # as a program that computes a cosine turns a page


@pytest.mark.parametrize("spun", ["0 1 -1 0 595 0", "0 -1 1 0 0 842", ROUNDED], ids=["up", "down", "rounded"])
def test_a_page_whose_text_runs_up_or_down_is_turned(spun: str) -> None:
    page = f"q {spun} cm\n" + ruled_row(500, "甲", "乙") + ruled_row(480, "丙", "丁") + "Q\n"
    assert read_grid(make_pdf(page), "表.pdf").lines == ("甲\t乙", "丙\t丁", "")


def test_radicals_become_the_characters_they_look_like() -> None:
    page = show(50, 800, "⽤⼀⾦⻓⻣")
    assert read_grid(make_pdf(page), "表.pdf").lines[0] == "用一金长骨"
    assert without_radicals("⼾") == "户"  # Unicode names the form 戶


def test_a_page_without_text_beside_pages_with_text_is_told() -> None:
    grid = read_grid(make_pdf(show(50, 800, "甲"), rule(1, 1, 2, 2)), "表.pdf")
    assert [(problem.code, problem.severity) for problem in grid.problems] == [("page_without_text", "中")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (make_pdf(*["" for _ in range(501)]), "too_many_pages"),
        (make_pdf(show(50, 800, "甲"))[:300], "pdf_broken"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf_broken"),
        (
            make_pdf(
                show(50, 800, "甲"),
                trailer=f"/ID[<{'00' * 16}><{'00' * 16}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>"
                f"/U<{'22' * 32}>>>",
            ),
            "encrypted",
        ),
    ],
    ids=["pages", "cut", "head", "locked"],
)
def test_what_cannot_be_read_is_named(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "表.pdf")
    assert caught.value.code == code


def head(top: float, name: str) -> str:
    """The first two rows of a form: its title over both columns, and a label with the value behind it."""
    title = rule(LEFT, top - 20, RIGHT, top) + show(LEFT + 5, top - 14, "自评表")
    return title + rule(LEFT, top - 40, RIGHT, top - 20) + show(LEFT + 5, top - 34, f"名称：{name}")


def test_a_header_on_every_page_is_read_once_and_told() -> None:
    title = rule(LEFT, 760, RIGHT, 780) + show(LEFT + 5, 766, "自评表")
    grid = read_grid(make_pdf(head(780, "甲"), title + ruled_row(760, "乙", "丙")), "表.pdf")
    assert grid.lines == ("自评表\t", "名称：甲\t", "", "自评表", "乙\t丙", "")
    assert [row.line_no for row in grid.rows] == [1, 2, 5]
    (told,) = grid.problems
    assert told.code == "header_printed_again" and told.message.startswith("第 2 页顶端")


def test_a_second_form_of_the_same_kind_keeps_its_title() -> None:
    grid = read_grid(make_pdf(head(780, "甲"), head(780, "乙")), "表.pdf")
    assert [row.cells[0].text for row in grid.rows] == ["自评表", "名称：甲", "自评表", "名称：乙"]
    labelled = [ruled_row(780, "自评表", "续") + ruled_row(760, "名称", name) for name in ("甲", "乙")]
    assert len(read_grid(make_pdf(*labelled), "表.pdf").rows) == 4
    assert grid.problems == ()


def test_two_tables_beside_each_other_are_read_one_after_the_other() -> None:
    left = show(LEFT, 800, "左表") + ruled_row(780, "甲", "乙") + ruled_row(760, "丙", "丁")
    right = "1 0 0 1 260 0 cm " + show(LEFT, 800, "右表") + ruled_row(780, "戊", "己") + ruled_row(760, "庚", "辛")
    grid = read_grid(make_pdf(f"{left}q {right} Q"), "表.pdf")
    assert grid.lines == ("左表", "甲\t乙", "丙\t丁", "", "右表", "戊\t己", "庚\t辛", "")
    assert {cell.place.page_no for row in grid.rows for cell in row.cells} == {1}


def test_a_title_over_two_tables_keeps_the_page_whole() -> None:
    beside = ruled_row(780, "甲", "乙") + "q 1 0 0 1 220 0 cm " + ruled_row(780, "丙", "丁") + "Q "
    grid = read_grid(make_pdf(beside + show(200, 800, "一个横跨两张表的标题")), "表.pdf")
    assert grid.lines[0] == "一个横跨两张表的标题"


def test_a_page_on_its_head_is_turned() -> None:
    page = "-1 0 0 -1 595 842 cm " + ruled_row(780, "甲乙丙", "丁戊己") + ruled_row(760, "庚辛壬", "癸子丑")
    grid = read_grid(make_pdf(page), "表.pdf")
    assert grid.lines == ("甲乙丙\t丁戊己", "庚辛壬\t癸子丑", "")
    assert grid.page_turns == ((1, 180),)
