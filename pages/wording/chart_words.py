"""The words of plotly's own buttons over a chart, in Chinese.

Output: what plotly's configuration takes as a locale. Side of the pages; no streamlit here. Plotly's scripts hold
English only; a word that is not here would be shown in English.
"""

from collections.abc import Mapping

CHART_LOCALE = "zh-CN"
CHART_WORDS: Mapping[str, str] = {
    "Double-click to zoom back out": "双击还原",
    "Download plot": "下载图片",
    "Download plot as a PNG": "下载图片（PNG）",
    "Pan": "平移",
    "Reset": "还原",
    "Reset axes": "还原坐标轴",
    "Sorry, there was a problem downloading your image!": "图片没有生成，请再试一次",
    "Zoom": "框选放大",
    "Zoom in": "放大",
    "Zoom out": "缩小",
}
CHART_LOCALES: Mapping[str, object] = {CHART_LOCALE: {"dictionary": dict(CHART_WORDS), "format": {}}}
