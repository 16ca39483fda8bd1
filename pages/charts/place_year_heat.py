"""Districts by years: the colour is the execution rate of the money; a cell says its forms and the rate, or the
sum declared.

Input: rows of `overview_places.sql`. Output: a plotly figure; a click on a cell gives its district and year as
`customdata`. Side of the pages; no streamlit here.
"""

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa

from pages.charts.chart_theme import apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import percent_text, wan_text

MOST_PLACES = 40  # of one figure: more are no reading, and the table below has them all
LANE_PIXELS, FRAME_PIXELS = 58, 60
TEXT_PIXELS = 12
CLICKED_PIXELS = 44  # of a cell: cells themselves tell no click
CELL_MARK = "~"  # between the district and the year of a cell
UNNAMED = "未注明"
TEXT_ON_CELL = "#1f2a37"
EMPTY_CELL = "#c9ced6"  # forms without money; light enough for the text of a cell in either theme


@drawn_once
def draw_place_year_heat(rows: pa.Table) -> Drawing:
    """One cell a district and year, of `drawn_places` those; a cell without money is drawn empty and keeps its number
    of forms."""
    records = drawn_places(rows).to_pylist()
    places = list(dict.fromkeys(str(record["division_label"] or UNNAMED) for record in records))
    years = sorted({str(record["fiscal_year"] or UNNAMED) for record in records})
    cells = {
        (str(record["division_label"] or UNNAMED), str(record["fiscal_year"] or UNNAMED)): record for record in records
    }
    grid = [[cells.get((place, year)) for year in years] for place in places]
    without_money = [[None if cell is None or rate_percent(cell) is not None else 0 for cell in line] for line in grid]
    texts = [["" if cell is None else cell_text(cell) for cell in line] for line in grid]
    hovers = [["" if cell is None else hover(cell) for cell in line] for line in grid]
    cell_look = {
        "x": years,
        "y": [plotly_text(place) for place in places],
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"color": TEXT_ON_CELL, "size": TEXT_PIXELS},
        "hovertext": hovers,
        "hoverinfo": "text",
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
    }
    figure = Drawing()
    figure.add(
        "heatmap",
        z=[[rate_percent(cell) for cell in line] for line in grid],
        zmin=50,
        zmax=100,
        colorscale=[[0, "#d9a08f"], [0.5, "#dfe3e6"], [1, "#7ba8cd"]],
        showscale=False,  # every cell says its rate
        **cell_look,
    )
    empty_scale = [[0, EMPTY_CELL], [1, EMPTY_CELL]]
    figure.add("heatmap", z=without_money, colorscale=empty_scale, showscale=False, **cell_look)
    figure.add("scatter", **clicked_marks(records))
    figure.lay_out(
        xaxis={"title": {"text": "年度"}, "type": "category", "showgrid": False, "range": [-0.5, len(years) - 0.5]},
        yaxis={"type": "category", "showgrid": False, "range": [len(places) - 0.5, -0.5]},
    )
    return apply_look(figure, FRAME_PIXELS + LANE_PIXELS * max(len(places), 3), has_legend=False)


def clicked_marks(records: Sequence[dict[str, object]]) -> dict[str, object]:
    """Unseen marks on the cells whose district and year are known: the browser tells a click on them."""
    known = [record for record in records if record["division_code"] and record["fiscal_year"]]
    return {
        "x": [str(record["fiscal_year"]) for record in known],
        "y": [plotly_text(str(record["division_label"])) for record in known],
        "mode": "markers",
        "marker": {"symbol": "square", "size": CLICKED_PIXELS, "opacity": 0},
        "customdata": [[f"{record['division_code']}{CELL_MARK}{record['fiscal_year']}"] for record in known],
        "hovertext": [hover(record) for record in known],
        "hoverinfo": "text",
    }


def drawn_places(rows: pa.Table) -> pa.Table:
    """The rows of the places with the most forms, as they come; all where they are few."""
    places = rows["division_code"].to_pylist()
    counts: Counter[str | None] = Counter()
    for place, count in zip(places, rows["form_count"].to_pylist(), strict=True):
        counts[place] += count
    drawn = {place for place, _ in counts.most_common(MOST_PLACES)}
    return rows if len(drawn) == len(counts) else rows.filter(pa.array([place in drawn for place in places]))


def rate_percent(cell: dict[str, object] | None) -> float | None:
    """The rate of a cell on the colour scale, in percent."""
    rate = cell["execution_rate"] if cell else None
    return float(str(rate)) * 100 if rate is not None else None


def cell_text(cell: dict[str, object]) -> str:
    """What a cell says: its forms, and its rate where money was executed, else the sum declared."""
    rate, declared = cell["execution_rate"], cell["declared_yuan"]
    lines = [f"{cell['form_count']} 张"]
    if rate is not None:
        lines.append(percent_text(float(str(rate))))
    elif declared is not None:
        lines.append(f"申报<br>{wan_text(declared)}")  # type: ignore[arg-type]
    return "<br>".join(lines)


def hover(cell: dict[str, object]) -> str:
    """What the hover of a cell says."""
    rate = cell["execution_rate"]
    lines = [
        f"{cell['division_label'] or UNNAMED}　{cell['fiscal_year'] or UNNAMED}",
        f"自评表 {cell['self_evaluation_count']} 张，申报表 {cell['target_declaration_count']} 张",
        f"申报 {wan_text(cell['declared_yuan'])} 万元",  # type: ignore[arg-type]
        f"预算 {wan_text(cell['adjusted_budget_yuan'])} 万元，执行 {wan_text(cell['executed_yuan'])} 万元",  # type: ignore[arg-type]
        f"执行率 {percent_text(None if rate is None else float(str(rate)))}",
    ]
    return "<br>".join(plotly_text(line) for line in lines)
