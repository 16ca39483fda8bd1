"""Copied goals and completions: the groups of texts that repeat each other, and one group side by side, differences
marked.

Input: answers of `copied_texts.sql` and `copied_text_members.sql` (texts of documents: hostile). Output: a table, its
downloads, and escaped HTML. Side of the pages. On a page: `show_copied_texts(chosen_filters())`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.queries.published_db import fetch_rows
from pages.widgets.address_choice import choose_several
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import page_address
from pages.widgets.long_choice import choose_row, column_choice
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.code_words import in_words
from pages.wording.harmless_text import html_text, visible_text
from pages.wording.text_difference import difference_html

SCOPE_WORDS: Mapping[str, str] = {
    "form": "完成情况与目标",
    "unit": "同单位的项目之间",
    "across": "不同单位之间",
    "year": "同单位的年度之间",
    "unknown": "有表未印单位",
}
FIELD_WORDS: Mapping[str, str] = {"goal": "预期目标", "completion": "实际完成情况"}
COLUMNS = [
    "project_names", "form_count", "copy_scope", "field_name", "copied_text", "lowest_similarity_rate",
    "is_contained", "character_count", "unit_names", "division_labels", "first_year", "last_year", "executed_yuan",
]  # fmt: skip
LABELS = {
    "project_names": "项目",
    "unit_names": "单位",
    "division_labels": "区县",
    "form_count": "表数（张）",
    "field_name": "哪段文字",
    "executed_yuan": "涉及执行数",
    "lowest_similarity_rate": "最低相似度",
}
MOST_PAIRS = 10
NAME_CHARACTERS = 60
STYLE = """<style>
.copies { display: grid; grid-template-columns: 1fr 1fr; gap: 0.2rem 1rem; line-height: 1.6; }
.copies h4 { font-size: 0.95rem; font-weight: 600; margin: 0.5rem 0 0.1rem; }
.copies div { padding: 0.35rem 0.5rem; border: 1px solid rgba(128, 138, 150, 0.35); border-radius: 3px;
  overflow-wrap: anywhere; }
.copies p { grid-column: 1 / -1; margin: 0.1rem 0 0.4rem; opacity: 0.8; font-size: 0.88rem; }
.copies mark { background: rgba(240, 180, 40, 0.42); color: inherit; padding: 0 0.05em; border-radius: 2px; }
.copies a { color: inherit; text-decoration: underline; white-space: nowrap; font-weight: 400; font-size: 0.86rem; }
@media (max-width: 640px) { .copies { grid-template-columns: 1fr; } }
</style>"""


def show_copied_texts(chosen: Mapping[str, object]) -> None:
    """Choose the scope, show the groups of copied texts that the filters leave, and one of them side by side."""
    st.caption(
        "目标、完成情况去掉空白和标点后，相似度达到 85%、或一段整段见于另一段的归为一组；"
        "同一政策各地目标相同属正常，由人判断。"
    )
    scopes = choose_several("copy_scope", "互抄范围", SCOPE_WORDS)
    groups = AskedRows("copied_texts", {**chosen, "copy_scope": scopes}, prepare=groups_in_words)
    if not groups.load_first().num_rows:
        st.info("所选范围内没有互相照抄的目标或完成情况。")
        return
    presented = show_rows(groups, COLUMNS, key="table_copies", labels=LABELS, description="互抄的文字")
    choices = {"互抄范围": "、".join(SCOPE_WORDS[scope] for scope in scopes)} if scopes else {}
    show_download_buttons(presented, "互抄的文字", choices=choices, key_prefix="download_copies")
    searched = ("project_names", "unit_names", "copied_text")
    group = choose_row(groups, column_choice(groups, "copy", "对照哪一组", "copy_group", searched, group_name))
    if group is not None:
        show_group(fetch_rows("copied_text_members", {**chosen, "copy_group": group["copy_group"]}))


def groups_in_words(groups: pa.Table) -> pa.Table:
    """The groups with words for their scope and for which of the texts repeat each other."""
    return in_words(in_words(groups, "copy_scope", SCOPE_WORDS), "field_name", FIELD_WORDS)


def group_name(group: Mapping[str, Any]) -> str:
    """A group in the chooser: scope, text, number of forms and their projects."""
    return visible_text(
        f"{group['copy_scope']}｜{group['field_name']}｜{group['form_count']:,} 张｜"
        f"{(group['project_names'] or '未写项目名称')[:NAME_CHARACTERS]}"
    )


def show_group(members: Sequence[Mapping[str, Any]]) -> None:
    """Show the texts of one group, each beside the first one, or beside the goal of its own form."""
    pairs = pairs_of_group(members)
    st.html(STYLE + "".join(pair_html(former, latter) for former, latter in pairs[:MOST_PAIRS]))
    if len(pairs) > MOST_PAIRS:
        st.caption(f"只并排前 {MOST_PAIRS} 对，这一组还有 {len(pairs) - MOST_PAIRS:,} 对；全部项目见上表和下载。")


def pairs_of_group(members: Sequence[Mapping[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Which texts are put beside each other: in one form goal and completion, else the first text and each other one.

    Where the filters leave one text of a group, it stands beside the other text that it repeats.
    """
    if not members:
        return []
    if members[0]["copy_scope"] == "form" or len(members) == 1:
        return [(other_of(member), dict(member)) for member in members]
    return [(dict(members[0]), dict(member)) for member in members[1:]]


def other_of(member: Mapping[str, Any]) -> dict[str, Any]:
    """The text that a copied text repeats, with its form, under the names of the copied text's columns."""
    named = ("project_id", "field_name", "fiscal_year", "division_label", "unit_name", "project_name")
    return {name: member[f"other_{name}"] for name in named} | {"copied_text": member["other_text"]}


def pair_html(former: Mapping[str, Any], latter: Mapping[str, Any]) -> str:
    """Two texts beside each other, escaped, what differs marked, each with the way to its form."""
    texts = [str(side["copied_text"] or "") for side in (former, latter)]
    said = "两段文字逐字相同。" if texts[0] == texts[1] else "有底色的是两段不同的字。"
    left, right = difference_html(*texts)
    return (
        f'<div class="copies"><h4>{heading_html(former)}</h4><h4>{heading_html(latter)}</h4>'
        f"<div>{left}</div><div>{right}</div><p>{said}</p></div>"
    )


def heading_html(side: Mapping[str, Any]) -> str:
    """Whose text it is, and the link to its cell."""
    parts = [
        side["division_label"] or side["unit_name"] or "未认定区划",
        side["fiscal_year"] or "年度未印",
        side["project_name"] or "未写项目名称",
        FIELD_WORDS[str(side["field_name"])],
    ]
    address = page_address("project", id=str(side["project_id"]), section="form", field=str(side["field_name"]))
    return f'{html_text(" ".join(str(part) for part in parts))}　<a href="{html_text(address)}">打开项目表</a>'
