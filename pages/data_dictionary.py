"""数据字典: the tables, columns and rules of the build in plain words, with a search."""

from collections import Counter

import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.widgets.address_choice import choose_many, enter_text, open_tabs
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.page_head import show_page_head
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_nothing_chosen
from pages.wording.highlighted_text import MAX_SEARCH_CHARACTERS, search_words

TITLE = "数据字典"
FIELD_COLUMNS = ["title", "label", "unit", "meaning", "table_name", "column_name", "data_type"]
FIELD_LABELS = {"title": "数据表"}
RULE_COLUMNS = [
    "rule_id", "rule_title", "severity", "meaning", "parameters_text", "basis_text", "finding_count",
    "not_run_reason_text",
]  # fmt: skip

LISTED_APART = {"not_run": "这批数据不能审的规则", "reading": "读取提示"}

# choose
show_page_head(TITLE, "数据有哪些表、哪些字段，各是什么意思、什么单位；审核用哪些规则，依据和参数是什么。")
first, second = st.columns([3, 4], gap="medium")
with first:
    typed = enter_text("q", "查找字段和规则", "多个词用空格分开，须全部出现", MAX_SEARCH_CHARACTERS)
with second:
    tables = {row["table_name"]: f"{row['title']}（{row['table_name']}）" for row in fetch_rows("dictionary_tables")}
    chosen_tables = choose_many("table", "数据表", tables)
words = search_words(typed)

# fetch
fields = fetch("dictionary_fields", {"words": words, "table_name": chosen_tables})
rules = fetch("dictionary_rules", {"words": words})

# hand over
narrowed = {"查找": " ".join(words), "数据表": "、".join(tables[name] for name in chosen_tables)}
choices = {title: text for title, text in narrowed.items() if text}
counts = Counter(rules["entry_kind"].to_pylist())
titles = {"fields": f"字段（{fields.num_rows:,}）", "rules": f"审核规则（{counts['rule']:,}）"}
field_tab, rule_tab = open_tabs("view", titles)
with field_tab:
    st.caption(
        "表名前缀：raw_ 原样印出，core_ 已定类型，audit_ 审核，mart_ 供页面用，meta_ 说明。金额存元，页面显示万元。"
    )
    if fields.num_rows:
        presented = show_record_table(fields, FIELD_COLUMNS, labels=FIELD_LABELS, description="字段说明")
        show_download_buttons(presented, "数据字典_字段", choices=choices)
    else:
        show_nothing_chosen("含有所查文字的字段", None, {"q": True})
with rule_tab:
    apart = [f"{words} {counts[kind]:,} 条" for kind, words in LISTED_APART.items() if counts[kind]]
    if apart:
        st.caption(f"审核规则 {counts['rule']:,} 条；另列{'、'.join(apart)}，见末栏。")
    if rules.num_rows:
        presented = show_record_table(rules, RULE_COLUMNS, key="table_rules", description="审核规则")
        show_download_buttons(presented, "数据字典_规则", choices=choices, key_prefix="download_rules")
    else:
        show_nothing_chosen("含有所查文字的规则", None, {"q": True})
