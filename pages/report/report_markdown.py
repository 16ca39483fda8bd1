"""A report as one markdown file, its charts as SVG inside the file.

Input: a Report. Output: text. Side of the pages; no streamlit here. Texts of documents are escaped; the pictures stand
at the end as data addresses, so that the text can be read and edited without them.
"""

import base64
from collections.abc import Iterator
from xml.etree import ElementTree

from pages.report.report_parts import ORDINALS, BarChart, Report
from pages.wording.harmless_text import markdown_text, visible_text

ROW_PIXELS, NAME_PIXELS, BAR_PIXELS, VALUE_PIXELS = 26, 330, 340, 90
BAR_COLOUR, TEXT_COLOUR = "#3B6FB6", "#222222"


def report_markdown_bytes(report: Report) -> bytes:
    """The whole report in UTF-8."""
    charts = [chart for section in report.sections for chart in section.charts]
    lines = [f"# {markdown_text(report.title)}", "", f"（{markdown_text(report.scope)}）", ""]
    for ordinal, section in zip(ORDINALS, report.sections, strict=False):
        lines += [f"## {ordinal}、{section.heading}", ""]
        lines += [
            f"{number}. {markdown_text(sentence.text)}（来源：{markdown_text(sentence.source)}）"
            for number, sentence in enumerate(section.sentences, start=1)
        ]
        lines.append("")
        for chart in section.charts:
            lines += [f"![{markdown_text(chart.title)}][图{charts.index(chart) + 1}]", ""]
    lines += [f"- {note}" for note in report.notes]
    lines.append("")
    lines += [f"[图{number}]: {svg_address(chart)}" for number, chart in enumerate(charts, start=1)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def svg_address(chart: BarChart) -> str:
    """The chart as a data address."""
    return f"data:image/svg+xml;base64,{base64.b64encode(bar_chart_svg(chart)).decode()}"


def bar_chart_svg(chart: BarChart) -> bytes:
    """The chart as a picture whose texts stay texts: the reader's own fonts draw them."""
    width = NAME_PIXELS + BAR_PIXELS + VALUE_PIXELS
    height = ROW_PIXELS * (len(chart.names) + 1)
    size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    picture = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-size": "13", **size})
    picture.extend(_shapes(chart))
    drawn: bytes = ElementTree.tostring(picture, encoding="utf-8", xml_declaration=True)
    return drawn


def _shapes(chart: BarChart) -> Iterator[ElementTree.Element]:
    yield _text(chart.title, 0, 0, "start", weight="bold")
    longest = max([*chart.values, 0]) or 1
    for row, (name, value, value_text) in enumerate(zip(chart.names, chart.values, chart.value_texts, strict=True), 1):
        length = BAR_PIXELS * max(value, 0) / longest
        yield _text(name, NAME_PIXELS - 8, row, "end")
        place = {"x": str(NAME_PIXELS), "y": str(row * ROW_PIXELS + 5), "height": str(ROW_PIXELS - 10)}
        yield ElementTree.Element("rect", {**place, "width": f"{length:.1f}", "fill": BAR_COLOUR})
        yield _text(value_text, NAME_PIXELS + round(length) + 6, row, "start")


def _text(text: str, x: int, row: int, anchor: str, weight: str = "normal") -> ElementTree.Element:
    place = {"x": str(x), "y": str(row * ROW_PIXELS + 18), "text-anchor": anchor, "font-weight": weight}
    element = ElementTree.Element("text", {**place, "fill": TEXT_COLOUR})
    element.text = visible_text(text)
    return element
