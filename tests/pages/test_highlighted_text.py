"""Search words marked in hostile texts: everything of a document is escaped, the only tags are ours."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.widgets.reason_list import reason_list_html
from pages.wording.highlighted_text import MAX_WORDS, highlighted_html, search_words

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>![x](http://127.0.0.1/) \"'&\u202e"
OWN_TAGS = {"div", "h4", "small", "article", "span", "mark", "a"}
OWN_ATTRIBUTES = {"class", "title", "href"}
ROW: dict[str, Any] = {
    "project_id": "p1-01", "section_code": "indicator", "row_no": 3, "fiscal_year": 2023, "division_label": "宝山区",
    "department_name": "甲局", "project_name": "档案", "level1_name": "产出指标", "level2_name": "数量指标",
    "level3_name": "册数", "target_text": "≥5", "actual_text": "3", "weight_points": 10, "score_points": 6,
    "lost_points": 4, "deviation_reason_text": "人员不足", "cause_names": None, "measure_names": "加强宣传培训",
    "is_measure_only": False, "group_name": "产出指标 / 数量指标",
}  # fmt: skip
GROUP = {"group_name": ROW["group_name"], "reason_count": 2, "lost_points": 5.5}


class TagReader(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("加强宣传，加强管理", ["加强"], "<mark>加强</mark>宣传，<mark>加强</mark>管理"),
        ("加 强宣传", ["加强"], "<mark>加 强</mark>宣传"),
        ("加强宣传", ["加强", "强宣"], "<mark>加强宣</mark>传"),
        ("abcABC", ["Bc"], "a<mark>bc</mark>A<mark>BC</mark>"),
        ("完成100%（含）", ["%", "（含"], "完成100<mark>%（含</mark>）"),
        ("a.c abc", ["a.c"], "<mark>a.c</mark> abc"),
        ("<b>加强</b>", ["<b>"], "<mark>&lt;b&gt;</mark>加强&lt;/b&gt;"),
        ("a&amp;b", ["&"], "a<mark>&amp;</mark>amp;b"),
        ("没有", [], "没有"),
    ],
)
def test_words_are_marked_and_everything_is_escaped(text: str, words: list[str], expected: str) -> None:
    assert highlighted_html(text, words) == expected


@given(st.text(), st.lists(st.text(min_size=1, max_size=3), max_size=4))
def test_no_text_and_no_word_brings_a_tag_of_its_own(text: str, words: list[str]) -> None:
    read = TagReader(highlighted_html(text + HOSTILE, words))
    assert read.tags <= {"mark"} and not read.attributes


def test_search_words_are_parted_by_any_white_space_and_bounded() -> None:
    assert search_words(" 政策　调整 政策\u202e\n") == ["政策", "调整"]
    assert search_words("") == []
    assert len(search_words(" ".join(str(number) for number in range(50)))) == MAX_WORDS


def test_the_reason_list_holds_only_our_tags() -> None:
    hostile = {name: HOSTILE if isinstance(value, str) else value for name, value in ROW.items()}
    group = GROUP | {"group_name": HOSTILE}
    html = reason_list_html([hostile], [group], ["alert"], lambda row: f'project?id="{HOSTILE}')
    read = TagReader(html)
    assert read.tags <= OWN_TAGS and read.attributes <= OWN_ATTRIBUTES
    assert "<script>alert(1)</script>" in read.text and "\u202e" not in html


def test_the_reason_list_groups_counts_and_leads_to_the_form() -> None:
    other = ROW | {"group_name": "产出指标 / 质量指标", "lost_points": None, "is_measure_only": True}
    groups = [GROUP, {"group_name": other["group_name"], "reason_count": 1, "lost_points": None}]
    html = reason_list_html([ROW], groups, [], lambda row: f"project?id={row['project_id']}")
    assert "产出指标 / 数量指标 <small>2 段文字，共失 5.50 分</small>" in html
    assert html.count("<article>") == 1 and '<a href="project?id=p1-01">打开项目表</a>' in html
    assert "质量指标" not in html, "groups without a shown row have no heading"
    both = reason_list_html([ROW, other], groups, [], lambda row: "x")
    assert both.count("<h4>") == 2 and "质量指标 <small>1 段文字，共失 0.00 分" in both
    assert "只写措施" in both and "表上没有得分" in both
    money = ROW | {"section_code": "fund", "level1_name": None, "level2_name": None, "group_name": "预算执行"}
    told = reason_list_html([money], [GROUP | {"group_name": "预算执行", "reason_count": 1}], [], lambda row: "x")
    assert "<h4>预算执行 <small>1 段" in told and "目标" not in told, "money has no target to reach"
