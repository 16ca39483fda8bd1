"""How often each class of reasons occurs: bars that can be picked.

Input: an answer of `reason_classes.sql`. Output: a figure, and the classes picked. Side of the pages.
"""

import pyarrow as pa

from pages.charts.ranked_bar import draw_ranked_bar
from pages.widgets.pickable_chart import show_pickable_chart
from pages.wording.number_text import count_text, points_text


def show_reason_classes(classes: pa.Table) -> list[str]:
    """Bars of how often each class of reasons occurs, and the classes picked."""
    records = classes.to_pylist()
    hover = [
        f"{row['reason_class_name']}\n{count_text(row['reason_count'])} 条，涉及 {count_text(row['form_count'])} 张表\n"
        f"所在指标共失 {points_text(row['lost_points'])} 分"
        for row in records
    ]
    notes = [f"{count_text(row['reason_count'])} / {points_text(row['lost_points'])}" for row in records]
    names = [str(row["reason_class_name"]) for row in records]
    figure = draw_ranked_bar(classes, names, "reason_count", "原因（条）；柱旁为条数 / 失分", hover, notes)
    return show_pickable_chart(figure, "chart_reason_classes", "各类原因的条数")
