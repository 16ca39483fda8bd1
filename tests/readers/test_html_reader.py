"""Web pages: spans, nested tables and encodings; a page that the parser would cut silently is refused."""

import pytest

from etl.findings import UnreadableDocumentError
from etl.readers import read_grid
from etl.records import CellGrid


def grid_of(body: str) -> CellGrid:
    return read_grid(f"<html><body>{body}</body></html>".encode(), "页.html")


def lines_of(body: str) -> list[str]:
    return list(grid_of(body).lines[:-1])


def test_spans_keep_every_cell_in_its_column() -> None:
    body = (
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<td>丙<tr><td>丁<td>戊<td>己"
        "<tr><td colspan=4>庚<tr><td><td><td><td>辛</table>"
    )
    grid = grid_of(body)
    assert grid.lines[:4] == ("甲\t乙\t\t丙", "\t丁\t戊\t己", "庚\t\t\t", "\t\t\t辛")
    assert (grid.rows[0].cells[0].row_span, grid.rows[0].cells[1].column_span) == (2, 2)


def test_paragraphs_tables_and_breaks_in_order() -> None:
    body = "前<p>一<b>二</b>三</p><div>四<br>五</div><table><caption>题</caption><tr><td>甲<br>乙<td>丙</table>后"
    assert lines_of(body) == ["前", "一二三", "四", "五", "题", "甲 乙\t丙", "后"]


def test_tables_inside_a_frame_are_laid_out_in_order() -> None:
    inner = "<table><tr><td>甲<td>乙</table>"
    body = f"<table><tr><td>栏目<td>自评表<p>第一段</p>{inner}尾<tr><td>下<td>行</table>"
    assert lines_of(body) == ["栏目\t", "自评表", "第一段", "甲\t乙", "尾", "下\t行"]


def test_a_text_in_a_frame_of_its_own_is_its_cells() -> None:
    frame = "<table><tr><td>完成<br>二十四场</table>"
    assert lines_of(f"<table><tr><td>目标<td>{frame}<tr><td>下<td>行</table>") == ["目标\t完成 二十四场", "下\t行"]
    assert lines_of(f"<table><tr><td>{frame}<tr><td>下</table>") == ["完成 二十四场", "下"]


@pytest.mark.parametrize(
    ("sheet", "script", "lines"),
    [
        (".a { display : none }", "", ["显"]),
        ("<!-- /* 手机 */ .b, p.a{visibility:hidden;color:red} -->", "", ["显"]),
        ("#n{display:none}", "", ["显"]),
        ("div.a{display:none}", "", ["隐", "显"]),
        ("@media print { .a{display:none} } .c{}", "", ["隐", "显"]),
        (".a{display:none} .a.on{display:block}", "", ["隐", "显"]),  # a tab
        (".a{display:none}", "$('.a').show()", ["隐", "显"]),
        (".c .a{display:none}", "", ["隐", "显"]),  # more than a name: not looked into
    ],
)
def test_what_the_pages_style_sheet_hides(sheet: str, script: str, lines: list[str]) -> None:
    page = f"<html><head><style>{sheet}</style></head><body><p class='a d' id=n>隐</p>显<script>{script}</script>"
    grid = read_grid(page.encode(), "页.html")
    assert list(grid.lines[:-1]) == lines
    assert [problem.code for problem in grid.problems] == ["text_hidden"] * (2 - len(lines))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<script>var a='项目'</script>甲", "甲"),
        ("<style>td{}</style>甲<!-- 乙 -->", "甲"),
        ("<span style='display: none'>隐</span>显", "显"),
        ("<p hidden>隐</p>显", "显"),
        ("<input type=checkbox checked>是<input type=checkbox>否", "☑是□否"),
        ("<input value='张'>", "张"),
        ("&ge;95&#37;&nbsp;", "≥95%"),
        ("<select><option>甲<option selected>乙</select>丙", "乙丙"),
        ("项目&#8203;名称&shy;", "项目名称"),
        ("<table><tr><td>漏损率<sup>[1]</sup><td>面积（米<sup>2</sup>）</table>", "漏损率\t面积（米2）"),
        ("<table><tr><td>平方米<sup>①</sup><td>10<sup>4</sup>m<sup>2</sup></table>", "平方米\t104m2"),
    ],
)
def test_what_a_page_shows(body: str, text: str) -> None:
    assert lines_of(body) == [text]


def test_a_huge_span_is_cut_to_the_table() -> None:
    assert lines_of("<table><tr><td colspan=1000000000 rowspan=1000000000>题<tr></table>") == ["题"]
    assert lines_of("<table><tr><td colspan=999>题<tr><td>甲<td>乙</table>") == ["题\t", "甲\t乙"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    page = "<html><body><table><tr><td>项目名称<td>某某</table></body></html>".encode(encoding)
    assert read_grid(page, "页.html").lines[0] == "项目名称\t某某"


def test_a_page_that_names_an_old_encoding() -> None:
    for charset, text in (("gb2312", "项目名称 预算㐀"), ("big5", "專案名稱 預算")):
        page = f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'
        encoded = page.encode("gb18030" if charset == "gb2312" else charset)
        assert read_grid(encoded, "页.html").lines[0] == text


@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_half_a_character_in_the_head_of_a_page_costs_nothing(charset: str) -> None:
    head = f'<html><head><meta charset="{charset}"><meta name="description" content="'.encode()
    cut, body = "路灯".encode(charset)[:-1] + b'"></head>', "<body>项目名称 预算1</body></html>".encode(charset)
    assert read_grid(head + cut + body, "页.html").lines[0] == "项目名称 预算1"
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(head + cut + body.replace(b"1", "路".encode(charset)[:-1] + b"1"), "页.html")
    assert caught.value.code == "encoding_broken"


def test_cells_that_are_not_displayed_move_the_others_up() -> None:
    body = "<table><tr><td style='display:none'>隐<td>甲<td hidden>隐<td style='visibility:hidden'>隐<td>乙</table>"
    assert lines_of(body) == ["甲\t\t乙"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<div> <p><span>甲</span></p> </div>", "甲"),
        ("<p style='display:none'>隐</p>", ""),
        ("<p><span hidden>隐</span></p>", ""),
        ("<div><script>隐</script></div>", ""),
        ("<p><input type=checkbox checked></p>", "☑"),
        ("<p>甲</p>尾", "甲 尾"),
        ("首<b>甲</b>", "首甲"),
    ],
)
def test_what_a_cell_with_one_element_inside_shows(cell: str, text: str) -> None:
    assert lines_of(f"<table><tr><td>{cell}</td><td>乙</td></tr></table>") == [f"{text}\t乙"]


def test_the_foot_of_a_table_is_shown_last() -> None:
    body = "<table><tfoot><tr><td>合计<td>2</tfoot><tbody><tr><td>甲<td>1</tbody></table>"
    assert lines_of(body) == ["甲\t1", "合计\t2"]


def test_texts_that_are_not_displayed_are_told() -> None:
    hidden = "<table><tr style='display:none'><td>隐<td>藏<tr><td>甲<td hidden>匿<td style='display:none'> </table>"
    struck = "<s style='visibility:hidden'>删</s><p style='text-decoration:line-through'>划</p>"
    page = f"<html><body>{hidden}<script hidden>码</script>{struck}</body></html>"
    told = {problem.code: problem.message for problem in read_grid(page.encode(), "页.html").problems}
    assert "有 2 处文字设成不显示（如“隐 藏”）" in told["text_hidden"]
    assert "删" in told["text_struck"] and "2 处" in told["text_struck"], "what is crossed out is told once"
    shown = read_grid("<html><body><p style='color:red'>项目</p></body></html>".encode(), "页.html")
    assert shown.problems == ()


def test_rows_that_are_not_displayed_are_no_rows() -> None:
    body = "<table><tr style='display: none'><td>隐<td>藏<tr><td>甲<td>乙</table>"
    assert lines_of(body) == ["甲\t乙"]


@pytest.mark.parametrize(
    "body",
    ["<div>" * 5000 + "项目", "<table><tr><td>" * 100 + "项目", "<table><tr><td>" + "项" * 11_000_000],
    ids=["deep", "tables", "long"],
)
def test_a_page_beyond_the_limits_is_refused(body: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        grid_of(body)
    assert caught.value.code in {"html_limit", "html_broken", "cell_too_long"}


def test_a_page_saved_in_one_file_is_read() -> None:
    page = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        b"Content-Transfer-Encoding: 8bit\n\n<html><body>" + "项目".encode() + b"</body></html>\n--b--\n"
    )
    assert read_grid(page, "表.doc").lines[0] == "项目"


def test_a_page_saved_by_chrome_begins_with_who_saved_it() -> None:
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: about:blank\r\nSubject: =?utf-8?Q?=E8=A1=A8?=\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<table><tr><td>=E9=A1=B9=E7=9B=AE<td>1</table>\r\n--b--\r\n"
    )
    assert read_grid(saved, "page.mhtml").lines[0] == "项目\t1"
