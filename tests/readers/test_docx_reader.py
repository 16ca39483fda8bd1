"""Word documents: what is printed stands in the grid, in order and in its column; what is not printed does not."""

import pytest

from etl.findings import UnreadableDocumentError
from etl.readers import read_grid
from etl.records import CellGrid
from tests.readers.made_documents import W, cell, make_docx, paragraph, table

BEGIN, RESULT, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
RAISED = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"


def grid_of(body: str) -> CellGrid:
    return read_grid(make_docx(body), "表.docx")


def lines_of(body: str) -> list[str]:
    return list(grid_of(body).lines[:-1])


def test_paragraphs_and_tables_keep_their_order() -> None:
    body = paragraph("自评表") + table(cell("甲") + cell("乙")) + paragraph("注") + table(cell("丙") + cell("丁"))
    grid = grid_of(body)
    assert grid.lines == ("自评表", "甲\t乙", "注", "丙\t丁", "")
    assert [row.is_tabular for row in grid.rows] == [False, True, False, True]


def test_merged_cells_stand_at_their_first_position() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("产出", start) + cell("名称", '<w:gridSpan w:val="2"/>') + cell("10"),
        cell("", go_on) + cell("甲") + cell("乙") + cell("20"),
        cell("", go_on) + cell("丙") + cell("丁") + cell("30"),
    )
    grid = grid_of(body)
    assert grid.lines[:3] == ("产出\t名称\t\t10", "\t甲\t乙\t20", "\t丙\t丁\t30")
    first = grid.rows[0].cells
    assert (first[0].row_span, first[0].column_span) == (3, 1)
    assert (first[1].row_span, first[1].column_span) == (1, 2)
    assert [c.place.column_no for c in grid.rows[2].cells if c.text] == [2, 3, 4]


def test_a_row_may_begin_in_a_later_column() -> None:
    body = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>" + cell("甲") + "</w:tr></w:tbl>"
    assert lines_of(body) == ["\t\t甲"]


def test_places_point_to_the_text_in_its_line() -> None:
    grid = grid_of(table(cell(" 甲  乙 ") + cell("丙\n丁")))
    texts = [grid.lines[0][c.place.char_start : c.place.char_end] for c in grid.rows[0].cells]
    assert texts == [c.text for c in grid.rows[0].cells] == ["甲 乙", "丙 丁"]


def test_a_nested_table_follows_the_row_of_its_cell() -> None:
    inner = table(cell("内一") + cell("内二"))
    body = table(cell("绩效指标") + f"<w:tc>{paragraph('说明')}{inner}<w:p/></w:tc>", cell("后") + cell("行"))
    assert lines_of(body) == ["绩效指标\t说明", "内一\t内二", "后\t行"]
    layout = table(f"<w:tc>{paragraph('标题')}{inner}{paragraph('注')}</w:tc>" + cell(""))
    assert lines_of(layout) == ["标题", "内一\t内二", "注"], "the cells of a page's layout are read in printed order"
    frame = table(cell("框内"))
    body = table(cell("目标") + f"<w:tc>{frame}<w:p/></w:tc>", cell("后") + cell("行"))
    assert lines_of(body) == ["目标\t框内", "后\t行"], "a frame of one cell holds its cell's text"


def test_paragraphs_of_a_cell_are_parted_by_a_blank() -> None:
    assert lines_of(table(f"<w:tc>{paragraph('一')}{paragraph('二')}</w:tc>" + cell("三"))) == ["一 二\t三"]


def test_a_deleted_row_and_a_deleted_cell_are_not_printed() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('丙')}</w:tr>"
    row = f"<w:tr>{cell('删', '<w:cellDel/>')}{cell('甲')}{cell('乙')}</w:tr>"
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('丁')}</w:tr>"
    assert lines_of(f"<w:tbl>{row}{deleted}{hidden}</w:tbl>") == ["甲\t乙"]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "增"),
        (f"{BEGIN}{BEGIN}<w:instrText>x</w:instrText>{RESULT}<w:t>1</w:t>{END}{RESULT}<w:t>甲</w:t>{END}", "甲"),
        (f"{BEGIN}<w:t>甲</w:t>", "甲"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r>", "1"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/><w:t>是</w:t></w:r>", "☑是"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>否</w:t></w:r>", "□否"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>5</w:t><w:sym w:font='Symbol' w:char='F025'/></w:r>", "≥5%"),
        (f"<w:r><w:t>漏损率</w:t></w:r>{RAISED}<w:t>[1]</w:t></w:r>", "漏损率"),
        (f"<w:r><w:t>面积（米</w:t></w:r>{RAISED}<w:t>2</w:t></w:r><w:r><w:t>）</w:t></w:r>", "面积（米2）"),
        (f"<w:r><w:t>10</w:t></w:r>{RAISED}<w:t>4</w:t></w:r>", "104"),
        ("<w:r><w:t>水</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r>", "水2"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "☑"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>", "甲 乙 丙"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
    ],
)
def test_what_a_run_prints(run: str, text: str) -> None:
    assert lines_of(f"<w:p>{run}</w:p>") == [text]


def test_what_a_character_style_hides_or_crosses_out_is_not_printed() -> None:
    def run(properties: str, text: str) -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    looks = (("Hid", "vanish"), ("Cut", "strike"))
    styles = "".join(f'<w:style w:styleId="{name}"><w:rPr><w:{look}/></w:rPr></w:style>' for name, look in looks)
    hidden, struck, shown = run('<w:rStyle w:val="Hid"/>', "5"), run('<w:rStyle w:val="Cut"/>', "旧"), run("", "7.5")
    hidden += run('<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>', "分")
    content = make_docx(
        f"<w:p>{struck}{shown}{hidden}</w:p>", further={"word/styles.xml": f"<w:styles {W}>{styles}</w:styles>"}
    )
    grid = read_grid(content, "表.docx")
    assert grid.lines == ("7.5分", "")
    assert [problem.code for problem in grid.problems] == ["text_struck"]


def test_the_hint_of_a_control_that_nobody_filled_in_is_no_entry() -> None:
    def control(mark: str, content: str) -> str:
        return f"<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    hint, off = "<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>'
    run = "<w:r><w:t>单击此处输入文字。</w:t></w:r>"
    within = f"<w:tc><w:p>{control(hint, run)}</w:p></w:tc><w:tc><w:p>{control(off, run)}</w:p></w:tc>"
    assert lines_of(table(within + control(hint, cell("选择日期")) + cell("后"))) == ["\t单击此处输入文字。\t\t后"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    body = f"<w:p><w:r><Choice>{box}</Choice><Fallback>{box}</Fallback><w:t>文</w:t></w:r></w:p>"
    assert lines_of(body) == ["文", "框"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (make_docx(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x "项目">]>'), "xml_dtd"),
        (make_docx(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "xml_dtd"),
        (make_docx(table(cell("甲", '<w:gridSpan w:val="100000000"/>'))), "too_many_columns"),
        (make_docx(table(cell("甲") * 600)), "too_many_columns"),
        (make_docx("<w:p>"), "xml_broken"),
        (make_docx("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100), "xml_broken"),
        (make_docx(paragraph("项" * 40_000)), "cell_too_long"),
        (make_docx("")[:200], "zip_broken"),
    ],
    ids=["entity", "outside", "grid_span", "columns", "broken", "deep", "long", "cut"],
)
def test_a_hostile_document_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "表.docx")
    assert caught.value.code == code


def test_a_document_that_is_nested_too_deep_is_refused() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 20 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 20
    with pytest.raises(UnreadableDocumentError) as caught:
        grid_of(body)
    assert caught.value.code == "xml_limit"
