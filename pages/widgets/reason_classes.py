"""How often each class of causes, and each class of measures, occurs: bars that can be picked.

Input: an answer of `reason_classes.sql`. Output: a figure, and the classes picked. Side of the pages.
"""

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st

from pages.charts.ranked_bar import draw_ranked_bar
from pages.widgets.pickable_chart import picked_rows, show_pickable_chart
from pages.wording.number_text import count_text, points_text

CLASS_KINDS: Mapping[str, str] = {"cause": "原因", "measure": "改进措施"}


def show_reason_classes(classes: pa.Table, kind: str) -> list[str]:
    """Bars of how often each class of one kind (cause or measure) occurs, and the classes picked; nothing where there
    is none."""
    word = CLASS_KINDS[kind]
    chosen = picked_rows(classes, "class_kind", [kind])
    records = [record for record in chosen.to_pylist() if record["class_kind"] == kind]
    if not records:
        return []
    st.markdown(f"**{word}类别**　点选可缩小清单")
    hover = [
        f"{row['reason_class_name']}\n{count_text(row['reason_count'])} 段，涉及 {count_text(row['form_count'])} 张表\n"
        f"所在指标共失 {points_text(row['lost_points'])} 分"
        for row in records
    ]
    notes = [f"{count_text(row['reason_count'])} / {points_text(row['lost_points'])}" for row in records]
    names = [str(row["reason_class_name"]) for row in records]
    figure = draw_ranked_bar(
        chosen, names, "reason_count", f"写有该类{word}的文字（段）；柱旁为段数 / 所失分；（含预算执行）", hover, notes
    )
    return show_pickable_chart(figure, f"chart_{kind}_classes", f"各类{word}的段数")
