"""Numbers of lists that Word stores nowhere, and what is printed beside the text: headers, footers and notes."""

import pytest

from etl.readers import read_grid
from etl.readers.list_number import counted
from tests.readers.made_documents import W, cell, make_docx, paragraph, table

NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
</w:numbering>"""
STYLES = (
    f'<w:styles {W}><w:style w:styleId="一"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)


def listed(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph in a list."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def lines_of(body: str, **further: str) -> list[str]:
    """The lines of a document with lists; `further` parts by their names without ending."""
    parts = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}
    parts |= {f"word/{name}.xml": part for name, part in further.items()}
    return list(read_grid(make_docx(body, further=parts), "表.docx").lines[:-1])


def test_lists_count_on_and_deeper_levels_begin_anew() -> None:
    body = (
        listed("甲", 1)
        + listed("乙", 1, 1)
        + listed("丙", 1, 1)
        + paragraph("文")
        + listed("丁", 1)
        + listed("戊", 1, 1)
    )
    assert lines_of(body) == ["一、 甲", "一.1 乙", "一.2 丙", "文", "二、 丁", "二.1 戊"]


def test_a_list_may_start_later_and_stand_in_cells() -> None:
    body = table(f"<w:tc>{listed('甲', 2)}</w:tc>" + cell("乙"), f"<w:tc>{listed('', 2)}</w:tc>" + cell("丙"))
    assert lines_of(body) == ["3. 甲\t乙", "4.\t丙"]


def test_bullets_and_lists_of_styles() -> None:
    styled = '<w:p><w:pPr><w:pStyle w:val="一"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    off = styled.replace('<w:pStyle w:val="一"/>', '<w:pStyle w:val="一"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    off = off.replace("甲", "乙")
    assert lines_of(listed("点", 3) + styled + off + listed("无此表", 99)) == ["• 点", "一、 甲", "乙", "无此表"]


@pytest.mark.parametrize(
    ("number", "counting", "shown"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "japaneseCounting", "一百〇五"),
        (110, "chineseCounting", "一百一十"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "upperLetter", "B"),
        (9, "lowerRoman", "ix"),
        (4, "decimalZero", "04"),
        (4, "none", ""),
        (30, "upperLetter", "30"),
        (5, "unheardOf", "5"),
    ],
)
def test_ways_of_counting(number: int, counting: str, shown: str) -> None:
    assert counted(number, counting) == shown


def test_what_stands_beside_the_text_is_noted_and_no_row() -> None:
    header = f"<w:hdr {W}>{paragraph('某某局 项目名称：页眉')}</w:hdr>"
    notes = f"<w:footnotes {W}><w:footnote>{paragraph('注一')}</w:footnote></w:footnotes>"
    parts = {"word/header1.xml": header, "word/header2.xml": header, "word/footnotes.xml": notes}
    grid = read_grid(make_docx(paragraph("正文"), further=parts), "表.docx")
    assert grid.lines == ("正文", "页眉：某某局 项目名称：页眉", "脚注：注一", "")
    assert [row.line_no for row in grid.rows] == [1]


def test_cells_merged_in_the_old_way_stand_once() -> None:
    body = table(cell("甲", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("乙"))
    assert lines_of(body) == ["甲\t\t乙"]
