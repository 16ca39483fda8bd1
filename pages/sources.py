"""数据来源: every original, what was read out of it or why it was set aside, how surely, and the way to its forms."""

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.queries.published_db import fetch
from pages.widgets.address_choice import choose_many, choose_several
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters_text
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_nothing_chosen, show_row_count
from pages.wording.code_words import READING_STATUS_WORDS, in_words
from pages.wording.number_text import count_text, percent_text

TITLE = "数据来源"
COLUMNS = [
    "document_label", "reading_status", "set_aside_text", "form_count", "indicator_count",
    "lowest_reading_confidence_rate", "field_count", "repaired_count", "inferred_count", "finding_count",
    "publisher_name", "media_type", "line_count", "byte_count", "source_url",
]  # fmt: skip
LABELS = {"finding_count": "问题与提示（条）"}
FORM_COLUMNS = [
    "project_name", "document_label", "form_no", "form_type_label", "fiscal_year", "division_label", "department_name",
    "indicator_count", "reading_confidence_rate", "finding_count", "line_no",
]  # fmt: skip

# choose
show_page_head(TITLE, "每份原件读出了什么，哪些没有采用、为什么；读得有多大把握，修复和推算了多少处。")
everything = fetch("sources", {"reading_status": [], "document": []})
first, second = st.columns([2, 5], gap="medium", vertical_alignment="bottom")
with first:
    statuses = choose_several("reading_status", "读取状态", READING_STATUS_WORDS)
with second:
    names = {row["document_id"]: row["document_label"] for row in everything.to_pylist()}
    documents = choose_many("document", "原件", names)

# fetch
rows = fetch("sources", {"reading_status": statuses, "document": documents})
if chosen_filters_text():
    st.caption("本页按原件列出，不受上面的筛选影响。")
if not rows.num_rows:
    show_nothing_chosen("原件", None)
    st.stop()
forms = fetch("source_forms", {"document": rows["document_id"].to_pylist()})


# draw
def total(column: str) -> int:
    """The sum of a count over the originals shown."""
    return int(pc.sum(rows[column]).as_py() or 0)


read = rows.filter(pc.equal(rows["reading_status"], pa.scalar("read")))
set_aside = rows.filter(pc.equal(rows["reading_status"], pa.scalar("set_aside")))
fields = total("field_count")
show_kpi_row(
    [
        Kpi("原件（份）", count_text(rows.num_rows), f"已读 {read.num_rows:,} 份"),
        Kpi("未采用（份）", count_text(set_aside.num_rows)),
        Kpi("项目表（张）", count_text(total("form_count"))),
        Kpi("印出的字段（个）", count_text(fields)),
        Kpi("修复（个）", count_text(total("repaired_count")), percent_text(total("repaired_count") / max(fields, 1))),
        Kpi("推算（个）", count_text(total("inferred_count")), percent_text(total("inferred_count") / max(fields, 1))),
        Kpi("最低读取把握", percent_text(pc.min(rows["lowest_reading_confidence_rate"]).as_py())),
    ]
)
show_row_count(read.num_rows, {"未采用": set_aside.num_rows}, "读取把握", unit="份原件")

# hand over
presented = show_record_table(
    in_words(rows, "reading_status", READING_STATUS_WORDS), COLUMNS, labels=LABELS, description="原件与读取情况"
)
narrowed = {"读取状态": "、".join(READING_STATUS_WORDS[code] for code in statuses)}
narrowed["原件"] = "、".join(names[code] for code in documents)
show_download_buttons(presented, TITLE, choices={title: text for title, text in narrowed.items() if text})
st.subheader(f"读出的项目表（{forms.num_rows:,} 张）", anchor=False)
if forms.num_rows:
    listed = show_record_table(forms, FORM_COLUMNS, key="table_forms", labels=LABELS, description="读出的项目表")
    show_download_buttons(listed, "读出的项目表", key_prefix="download_forms")
else:
    st.caption("这些原件没有读出项目表。")
