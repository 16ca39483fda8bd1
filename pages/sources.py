"""数据来源: every original, what was read or why not, how surely, what was changed, and a trial of one more."""

import streamlit as st

from pages.queries.published_db import fetch_rows
from pages.widgets.address_choice import choose_several, open_tabs
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters_text
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.long_choice import Row, choose_rows, column_choice
from pages.widgets.page_head import show_page_head
from pages.widgets.reading_explanation import show_readings, show_values
from pages.widgets.row_count import show_nothing_chosen, show_row_count
from pages.widgets.row_pages import AskedRows, show_rows
from pages.widgets.upload_trial import show_upload_trial
from pages.wording.code_words import READING_STATUS_WORDS, TREATMENT_WORDS, in_words
from pages.wording.number_text import count_text, percent_text
from pages.wording.set_aside_advice import part_rules, with_advice

TITLE = "数据来源"
COLUMNS = [
    "document_label", "reading_status", "set_aside_text", "form_count", "indicator_count",
    "lowest_reading_confidence_rate", "field_count", "repaired_count", "inferred_count", "ocr_count",
    "covered_count", "finding_count",
    "publisher_name", "media_type", "line_count", "byte_count", "source_url",
]  # fmt: skip
VIEWS = {"originals": "原件", "readings": "读取把握", "changes": "修复、推算与识别", "trial": "上传试读"}
TREATMENT_HELP = "不选时列出照录以外的全部；照录是没有改动、原样读出的值，数量很多，建议先在上面选原件。"
LABELS = {"finding_count": "问题与提示（条）", "scope_label": "范围", "advice_text": "怎么办"}
ASIDE_COLUMNS = ["document_label", "line_no", "scope_label", "set_aside_text", "advice_text"]


def document_name(document: Row) -> str:
    """An original in the chooser."""
    return str(document["document_label"])


# choose
show_page_head(TITLE, "每份原件读出了什么，哪些没有采用、为什么；读得有多大把握，修复和推算了多少处；试读一份文件。")
everything = AskedRows("sources", {"reading_status": [], "document": []})
first, second = st.columns([2, 5], gap="medium", vertical_alignment="bottom")
with first:
    statuses = choose_several("reading_status", "读取状态", READING_STATUS_WORDS)
with second:
    naming = column_choice(everything, "document", "原件", "document_id", ("document_label",), document_name)
    documents = choose_rows(everything, naming)

# fetch
chosen: dict[str, object] = {"reading_status": statuses, "document": list(documents)}
rows = AskedRows("sources", chosen, prepare=lambda part: in_words(part, "reading_status", READING_STATUS_WORDS))
totals = fetch_rows("source_totals", chosen)[0]
aside = AskedRows("set_aside", {**chosen, "part_rules": part_rules()}, prepare=with_advice)

# draw
fields = totals["field_count"]
marked = {"修复": "repaired_count", "推算": "inferred_count", "OCR 识别": "ocr_count"}
show_kpi_row(
    [
        Kpi("原件（份）", count_text(totals["document_count"]), f"已读 {totals['read_count']:,} 份"),
        Kpi("未采用（份）", count_text(totals["set_aside_count"])),
        Kpi("项目表（张）", count_text(totals["form_count"])),
        Kpi("印出的字段（个）", count_text(fields)),
        *[
            Kpi(f"{word}（个）", count_text(totals[name]), percent_text(totals[name] / max(fields, 1)))
            for word, name in marked.items()
        ],
        Kpi("最低读取把握", percent_text(totals["lowest_reading_confidence_rate"])),
    ]
)
show_row_count(totals["read_count"], {"未采用": totals["set_aside_count"]}, "读取把握", unit="份原件")
if chosen_filters_text():
    st.caption("本页按原件列出，不受上面的筛选影响。")

# hand over
narrowed = {"读取状态": "、".join(READING_STATUS_WORDS[code] for code in statuses)}
narrowed["原件"] = "、".join(document_name(row) for row in documents.values())
narrowed = {title: text for title, text in narrowed.items() if text}
originals, readings, changes, trial = open_tabs("view", VIEWS)
with originals:
    if totals["document_count"]:
        presented = show_rows(rows, COLUMNS, labels=LABELS, description="原件与读取情况")
        show_download_buttons(presented, TITLE, choices=narrowed)
    else:
        show_nothing_chosen("原件", None)
    aside_count = aside.count()
    st.subheader(f"未采用的原件和部分（{aside_count:,} 处）", anchor=False)
    if aside_count:
        presented = show_rows(aside, ASIDE_COLUMNS, key="table_aside", labels=LABELS, description="未采用")
        show_download_buttons(presented, "未采用的原件和部分", choices=narrowed, key_prefix="download_aside")
    else:
        st.caption("这些原件全部采用，没有搁置的部分。")
if readings.open:  # the long tables are sent only where they are looked at
    with readings:
        show_readings(AskedRows("source_forms", chosen), narrowed)
if changes.open:
    with changes:
        treatments = choose_several("treatment", "处理方式", TREATMENT_WORDS, help=TREATMENT_HELP)
        show_values(AskedRows("reading_values", {**chosen, "form": [], "treatment": treatments}), narrowed)
with trial:
    show_upload_trial()
