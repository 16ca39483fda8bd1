"""A report as a Word document in the fonts of official papers, its charts as Word's own, so that they can be edited.

Input: a Report. Output: bytes of a docx. Side of the pages; no streamlit here. python-docx writes no charts: their XML
is made by python-pptx, whose charts are the same part of the Office format.
"""

import io
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_MARK
from pptx.parts.chart import ChartPart
from xlsxwriter import Workbook

from pages.report.report_parts import ORDINALS, BarChart, Report
from pages.wording.harmless_text import visible_text

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BODY_FONT, HEADING_FONT = "仿宋", "黑体"
CHART_WIDTH, CHART_ROW, CHART_HEAD = Cm(15.5), Cm(0.62), Cm(1.6)
DRAWING = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="图{number}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


def report_docx_bytes(report: Report) -> bytes:
    """The whole report on A4."""
    document = _blank_document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title, report.title, HEADING_FONT, 16)
    scope = document.add_paragraph()
    scope.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(scope, f"（{report.scope}）", BODY_FONT, 9)
    chart_number = 0
    for ordinal, section in zip(ORDINALS, report.sections, strict=False):
        _write(document.add_heading(level=2), f"{ordinal}、{section.heading}", HEADING_FONT, 12)
        for number, sentence in enumerate(section.sentences, start=1):
            paragraph = document.add_paragraph()
            _write(paragraph, f"{number}. {sentence.text}", BODY_FONT, 10.5)
            _write(paragraph, f"（来源：{sentence.source}）", BODY_FONT, 8)
        for chart in section.charts:
            chart_number += 1
            _add_chart(document, chart, chart_number)
    for note in report.notes:
        _write(document.add_paragraph(), f"注：{note}", BODY_FONT, 9)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _blank_document() -> WordDocument:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.6)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(2)
    document.core_properties.author = "绩效透镜"
    document.core_properties.created = document.core_properties.modified = datetime.now(UTC)
    return document


def _write(paragraph: Paragraph, text: str, font: str, points: float) -> None:
    run = paragraph.add_run(visible_text(text))
    run.font.size = Pt(points)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _add_chart(document: WordDocument, chart: BarChart, number: int) -> None:
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(heading, f"图{number}　{chart.title}", HEADING_FONT, 9)
    relation = document.part.relate_to(_chart_part(document, chart, number), RELATIONSHIP_TYPE.CHART)
    height = CHART_HEAD + CHART_ROW * len(chart.names)
    drawing = DRAWING.format(width=int(CHART_WIDTH), height=int(height), number=number, relation=relation)
    document.add_paragraph().add_run()._element.append(parse_xml(drawing))


def _chart_part(document: WordDocument, chart: BarChart, number: int) -> Part:
    """The chart with its workbook as parts of the document: python-pptx makes both, python-docx takes them in."""
    made = ChartPart.new(XL_CHART_TYPE.BAR_CLUSTERED, _chart_data(chart), Presentation().part.package)
    _style(made.chart, chart)
    package = document.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, made.blob, package)
    for name, relation in made.rels.items():
        if relation.reltype == RELATIONSHIP_TYPE.PACKAGE:
            uri = PackURI(f"/word/embeddings/chart{number}.xlsx")
            part.load_rel(RELATIONSHIP_TYPE.PACKAGE, Part(uri, WORKBOOK_TYPE, chart_workbook(chart), package), name)
    return part


def chart_workbook(chart: BarChart) -> bytes:
    """The numbers behind a chart where Word looks for them; python-pptx would let a name that begins with = run."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_string(0, 1, visible_text(chart.title))
        for line, (name, value) in enumerate(zip(chart.names, chart.values, strict=True), start=1):
            sheet.write_string(line, 0, visible_text(name))
            sheet.write_number(line, 1, value)
    return buffer.getvalue()


def _chart_data(chart: BarChart) -> CategoryChartData:
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = [visible_text(name) for name in chart.names]
    data.add_series(visible_text(chart.title), chart.values)
    return data


def _style(drawn: Chart, chart: BarChart) -> None:
    drawn.has_title = drawn.has_legend = False
    drawn.font.size = Pt(9)
    drawn.category_axis.reverse_order = True  # the first bar on top, as on the pages
    drawn.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    drawn.value_axis.visible = drawn.value_axis.has_major_gridlines = False
    drawn.value_axis.minimum_scale = 0
    plot = drawn.plots[0]
    plot.gap_width = 45
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = chart.number_format, False
