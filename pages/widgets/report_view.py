"""A report on the page: its sentences with their sources, those about one form leading to it, and its charts.

Input: a Report. Output: text and charts. Side of the pages. Every text of a document is escaped.
"""

from collections.abc import Iterator

import pyarrow as pa
import streamlit as st

from pages.charts.ranked_bar import draw_ranked_bar
from pages.report.report_parts import ORDINALS, BarChart, Report, Section
from pages.widgets.filter_bar import page_address
from pages.widgets.pickable_chart import CHART_CONFIG
from pages.wording.harmless_text import markdown_text


def show_report(report: Report) -> None:
    """Write the whole report: text left, charts right, each beside the section it belongs to."""
    st.subheader(markdown_text(report.title), anchor=False)
    st.caption(markdown_text(report.scope))
    for ordinal, section in zip(ORDINALS, report.sections, strict=False):
        text, drawing = st.columns([5, 4], gap="medium") if section.charts else (st.container(), None)
        with text:
            st.markdown(f"**{ordinal}、{section.heading}**\n\n" + "\n".join(listed(section)))
        if drawing is not None:
            with drawing:
                for chart in section.charts:
                    show_chart(chart)
    for note in report.notes:
        st.caption(note)


def listed(section: Section) -> Iterator[str]:
    """The sentences as a numbered list in markdown."""
    for number, sentence in enumerate(section.sentences, start=1):
        source = markdown_text(sentence.source)
        if sentence.project_id:
            source = f"[{source}]({page_address('project', id=sentence.project_id)})"
        yield f"{number}. {markdown_text(sentence.text)} :gray[（来源：{source}）]"


def show_chart(chart: BarChart) -> None:
    """One chart of the report, as the page draws ranked bars."""
    st.markdown(f"**{markdown_text(chart.title)}**")
    bars = draw_ranked_bar(
        pa.table({"value": pa.array(chart.values, pa.float64())}),
        chart.names,
        "value",
        "",
        [f"{name}\n{text}" for name, text in zip(chart.names, chart.value_texts, strict=True)],
        chart.value_texts,
    )
    st.plotly_chart(bars, key=f"chart_{chart.title}", config=CHART_CONFIG, alt=chart.title)
