"""Indicators of a family's forms side by side: one row a level-3 indicator, one column a form.

Input: the rows of `family_members.sql`; `family_indicators.sql` is asked for the chosen ones. Output: a table whose
cells lead to their forms, and its downloads. Side of the pages.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.queries.published_db import fetch_rows
from pages.widgets.address_choice import MOST_VALUES
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import filter_link
from pages.widgets.long_choice import column_choice, offered_rows
from pages.widgets.row_pages import AskedRows
from pages.wording.harmless_text import markdown_text, visible_table, visible_text
from pages.wording.number_text import points_text

NAME_HEADERS = ("一级指标", "二级指标", "三级指标")
SAME_HEADER = "目标雷同（张）"
SAME_MARK = "＝ "
SEARCHED = ("project_name", "division_label", "department_name")
FORMS_AT_FIRST = 6  # more columns than a screen holds can be added by hand
PIXELS = {"row": 30, "header": 38, "name": 130, "indicator": 200, "form": 290}
FORM_WORDS: Mapping[str, str] = {"self_evaluation": "自评", "target_declaration": "申报"}
HEADER_NAME_CHARACTERS = 12
MOST_ROWS_SHOWN = 18
TABLE_KEY = "table_indicators"
Cell = tuple[str, int]
"""The project_id and row_no from which a cell of the table was taken."""


def show_side_by_side(members: AskedRows, family_name: str) -> None:
    """Choose forms, show their indicators side by side, offer the files. A picked cell opens its form at that row."""
    headers, whole_names, chosen = choose_forms(members)
    indicators = fetch_rows("family_indicators", {**members.asked, "form": chosen}) if chosen else []
    table, cells = indicators_side_by_side(indicators, {form: headers[form] for form in headers if form in chosen})
    if not table.num_rows:
        st.caption("没有选表，或所选的表没有指标。")
        return
    st.caption(
        f"三级指标名称逐字相同的排在一行，共 {table.num_rows:,} 行；"
        f"{SAME_MARK.strip()} 表示目标值与族内另一张表逐字相同；格内为 目标 → 完成（得分/分值）。点一格可打开那张表。"
    )
    st.dataframe(
        table,
        key=TABLE_KEY,
        hide_index=True,
        on_select=lambda: open_cell(table.column_names, cells),
        selection_mode="single-cell",
        column_config={
            **{name: st.column_config.TextColumn(name, width=PIXELS["name"]) for name in NAME_HEADERS[:2]},
            NAME_HEADERS[2]: st.column_config.TextColumn(NAME_HEADERS[2], width=PIXELS["indicator"], pinned=True),
            SAME_HEADER: st.column_config.NumberColumn(SAME_HEADER, width=PIXELS["name"]),
            **{
                headers[form]: st.column_config.TextColumn(
                    headers[form], width=PIXELS["form"], help=markdown_text(whole_names[form])
                )
                for form in chosen
            },
        },
        row_height=PIXELS["row"],
        height=PIXELS["header"] + PIXELS["row"] * min(table.num_rows, MOST_ROWS_SHOWN),
        placeholder="—",
        alt="指标并排",
    )
    show_download_buttons(
        table, "同类项目指标并排", choices={"项目族": family_name},
        notes={headers[form]: whole_names[form] for form in chosen}, key_prefix="download_indicators",
    )  # fmt: skip


def choose_forms(members: AskedRows) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """The headers and the whole names of the forms that can be chosen, by their ids, and those that are chosen."""
    first = members.load_first()["project_id"][0].as_py()
    own = f"forms_of_{first}"
    offered = offered_rows(members, column_choice(members, own, "要并排的表", "project_id", SEARCHED, form_name))
    headers = form_headers(list(offered.values()))
    chosen = st.multiselect(
        "并排哪些表",
        list(headers),
        default=forms_at_first(list(offered.values())),
        format_func=lambda form: headers[form],
        key=own,
        placeholder="选择要并排的表",
        filter_mode="contains",
        select_all=False,
        max_selections=MOST_VALUES,
    )
    return headers, {form: form_name(member) for form, member in offered.items()}, chosen


def forms_at_first(members: Sequence[Mapping[str, Any]]) -> list[str]:
    """The forms that stand side by side unasked: self-evaluations of the latest year that has several, for forms of one
    kind and year compare best; the first ones where no year has."""
    evaluated = [member for member in members if member["form_type"] == "self_evaluation"]
    counts = Counter(member["fiscal_year"] for member in evaluated if member["fiscal_year"] is not None)
    latest = max((year for year, count in counts.items() if count > 1), default=None)
    alike = members if latest is None else [member for member in evaluated if member["fiscal_year"] == latest]
    return [str(member["project_id"]) for member in alike[:FORMS_AT_FIRST]]


def form_name(member: Mapping[str, Any]) -> str:
    """The name of a form's project."""
    return str(member["project_name"] or "未写名称")


def open_cell(columns: Sequence[str], cells: Sequence[Mapping[str, Cell]]) -> None:
    """Go to the form and row of the picked cell; cells that hold no form's text lead nowhere (callback of the
    table)."""
    picked = st.session_state[TABLE_KEY].selection.cells
    if picked:
        row, column = picked[0]
        header = columns[column] if isinstance(column, int) else column
        if header in cells[row]:
            form, row_no = cells[row][header]
            address = {"id": form, "section": "indicator", "row": str(row_no)}
            st.switch_page("pages/project.py", query_params=[*filter_link(), *address.items()])


def form_headers(members: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """A column header by project_id: place, year, kind of form and the project's name, shortened inside, for names of
    one family often begin alike; a number keeps equal ones apart."""
    headers: dict[str, str] = {}
    used: Counter[str] = Counter()
    for member in members:
        kind = FORM_WORDS[str(member["form_type"])]
        place, year = member["division_label"] or "未认定区划", member["fiscal_year"] or "年度未印"
        header = visible_text(f"{place} {year} {kind} {shortened_inside(form_name(member))}")
        used[header] += 1
        headers[str(member["project_id"])] = f"（第{used[header]}张）{header}" if used[header] > 1 else header
    return headers


def shortened_inside(name: str) -> str:
    """A name that fits a header: its beginning and its end."""
    if len(name) <= HEADER_NAME_CHARACTERS:
        return name
    end = HEADER_NAME_CHARACTERS // 2
    return f"{name[: HEADER_NAME_CHARACTERS - 1 - end]}…{name[-end:]}"


def indicators_side_by_side(
    indicators: Sequence[Mapping[str, Any]], headers: Mapping[str, str]
) -> tuple[pa.Table, list[dict[str, Cell]]]:
    """The table, and for every row the form and row behind each column header.

    *Shape*: one row per level-3 name, and per repetition where a form has the name twice; indicators of forms without a
    header are left out. A cell reads “目标 → 完成（得分/分值）”; ＝ before it marks a target that another form has word
    for word. Names are matched as printed, white space aside: other wordings are other rows.
    """
    rows: dict[tuple[str, int], dict[str, str]] = {}
    cells: dict[tuple[str, int], dict[str, Cell]] = {}
    seen: dict[tuple[str, str], int] = {}
    same: dict[tuple[str, int], int] = {}
    for indicator in indicators:
        form = str(indicator["project_id"])
        if form not in headers:
            continue
        name = "".join(str(indicator["level3_name"] or "未写指标名").split())
        seen[form, name] = seen.get((form, name), 0) + 1
        place = (name, seen[form, name])
        names = [str(indicator[column] or "") for column in ("level1_name", "level2_name")]
        row = rows.setdefault(place, dict(zip(NAME_HEADERS, [*names, name], strict=True)))
        row[headers[form]] = cell_text(indicator)
        cells.setdefault(place, {})[headers[form]] = (form, int(indicator["row_no"]))
        same[place] = same.get(place, 0) + int(indicator["is_same_target"])
    ordered = sorted(rows, key=lambda place: -len(cells[place]))
    columns: dict[str, pa.Array] = {
        header: pa.array([rows[place].get(header) for place in ordered], pa.string())
        for header in [*NAME_HEADERS, *headers.values()]
    }
    shared = pa.array([same[place] or None for place in ordered], pa.int64())
    table = pa.table({**{h: columns[h] for h in NAME_HEADERS}, SAME_HEADER: shared, **columns})
    return visible_table(table), [cells[place] for place in ordered]


def cell_text(indicator: Mapping[str, Any]) -> str:
    """An indicator of one form in one cell: target, what was reached, points."""
    mark = SAME_MARK if indicator["is_same_target"] else ""
    text = f"{mark}{indicator['target_text'] or '未写目标'}"
    if indicator["actual_text"] is not None:
        text += f" → {indicator['actual_text']}"
    if indicator["score_points"] is not None:
        text += f"（{points_text(indicator['score_points'])}/{points_text(indicator['weight_points'])}）"
    return text
