"""单位通报: the self-evaluations of one unit or district on a page, each sentence with its figure and source, as Word
and markdown."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.queries.published_db import build_in_use, fetch_rows
from pages.report.compose_report import ReportRows, compose_report
from pages.report.report_markdown import report_markdown_bytes
from pages.report.report_parts import Report
from pages.widgets.build_stamp import build_notice
from pages.widgets.download_buttons import offer_file, requested_file
from pages.widgets.filter_bar import chosen_filters, chosen_filters_text
from pages.widgets.finding_decisions import rejected_findings
from pages.widgets.kept_address import end_page
from pages.widgets.long_choice import Row, choose_row, column_choice
from pages.widgets.page_head import show_page_head
from pages.widgets.report_view import show_report
from pages.widgets.row_count import show_nothing_chosen
from pages.widgets.row_pages import AskedRows
from pages.widgets.table_origin import allowed_name

TITLE = "单位通报"
REJECTED_NOTE = "已剔除经办人判为不成立的审核发现"
UNREAD_NOTE = "处理意见读不出，经办人判为不成立的审核发现没有剔除"
LISTS = ("report_executions", "report_rules", "report_indicators", "report_reasons")
SUBJECT_KINDS = {"district": "区县", "unit": "单位"}
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx_bytes(written: Report) -> bytes:
    """The report as Word; what writes it is slow to load, and is loaded when the file is asked for."""
    from pages.report.report_docx import report_docx_bytes

    return report_docx_bytes(written)


def subject_name(subject: Row) -> str:
    """A district or unit in the chooser, with how many forms it has."""
    return f"{SUBJECT_KINDS[subject['subject_kind']]}｜{subject['label']}（{subject['form_count']:,} 张）"


# choose
show_page_head(TITLE, "一个单位或区县的自评情况写成一页，每句话带数字和出处；可导出后附在通报或整改通知后。")
filters = chosen_filters()
subjects = AskedRows("report_subjects", filters)
if not subjects.load_first().num_rows:
    show_nothing_chosen("写明单位或区县的项目表")
    end_page()
left, right = st.columns([3, 4], gap="medium", vertical_alignment="bottom")
with left:
    subject = (
        choose_row(subjects, column_choice(subjects, "subject", "通报对象", "subject_key", ("label",), subject_name))
        or end_page()
    )

# fetch
rejected = rejected_findings(filters)
units = [subject["subject_code"]] if subject["subject_kind"] == "unit" else []
asked = {**filters, "district": [subject["division_code"]], "unit": units, "rejected": rejected or []}
lists = [fetch_rows(question, asked) for question in LISTS]
rows = ReportRows(fetch_rows("report_figures", asked)[0], *lists)
chosen = {title: text for title, text in chosen_filters_text().items() if title != SUBJECT_KINDS["district"]}
decided = UNREAD_NOTE if rejected is None else REJECTED_NOTE if rejected else None
notes = [note for note in (build_notice(), decided) if note]
report = compose_report(subject["label"], rows, filters=chosen, build_name=build_in_use().name, said=notes)

# hand over
stem = f"{allowed_name(report.title)}_批次{build_in_use().name}"
files: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "docx": ("下载 Word", partial(docx_bytes, report), DOCX_TYPE),
    "md": ("下载 Markdown", partial(report_markdown_bytes, report), "text/markdown"),
}
with right, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    for ending, (label, make, mime) in files.items():
        taken = requested_file(TITLE, {**chosen, "通报对象": subject["label"]}, len(lists[1]), f"{stem}.{ending}")
        offer_file(label, make, taken, mime=mime, key=f"download_{ending}")

# draw
show_report(report)
