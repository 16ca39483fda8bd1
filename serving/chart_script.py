"""A chart is drawn when the room that it has is known, and so once; its button for the full screen speaks Chinese.

Output: what is replaced in Streamlit's scripts (replaced_scripts.py). Streamlit 1.67 draws every chart twice when it
appears: unseen in a room of its own, and anew as soon as its place is measured. The pinned version is tested to hold
the words. Used by serve.py.
"""

SCRIPTS = ("PlotlyChart",)
HANDED_TO_PLOTLY = "children:i(q,{data:N.data,"
WORDS = (
    (HANDED_TO_PLOTLY, f"children:N.layout.width!==void 0&&{HANDED_TO_PLOTLY.removeprefix('children:')}"),
    ("l?`Close fullscreen`:`Fullscreen`", "l?`退出全屏`:`全屏`"),
)
"""The width of a chart is undefined until its place is measured."""
