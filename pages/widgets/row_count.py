"""The sentence under every figure: on how many rows it rests, how many were left out, and why.

Input: counts. Output: a caption, or the sentence that stands in place of an empty figure. Side of the pages.
"""

from collections.abc import Mapping

import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.queries.row_part import COUNT, RowPart
from pages.widgets.filter_bar import FILTER_TITLES, chosen_filters, chosen_filters_text
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import wan_text

SEARCHED = {"q", "words"}  # the parameters that hold what is searched for


def row_count_sentence(used: int, left_out: Mapping[str, int], what: str = "本图", unit: str = "行") -> str:
    """本图基于 N 行；另有 M 行未计入：原因（N 行）. Reasons that concern no row are not named."""
    reasons = {reason: count for reason, count in left_out.items() if count}
    if not reasons:
        return f"{what}基于 {used:,} {unit}。"
    named = "；".join(f"{reason}（{count:,} {unit}）" for reason, count in reasons.items())
    return f"{what}基于 {used:,} {unit}；另有 {sum(reasons.values()):,} {unit}未计入：{named}。"


def left_out_note(left_out: Mapping[str, int], unit: str = "行") -> dict[str, str]:
    """The rows left out and why, by title, for the second sheet of a file; nothing where none is left out."""
    reasons = [f"{reason}（{count:,} {unit}）" for reason, count in left_out.items() if count]
    return {"未计入": "；".join(reasons)} if reasons else {}


def show_row_count(
    used: int, left_out: Mapping[str, int], what: str = "本图", unit: str = "行", *, is_summed: bool = False
) -> None:
    """Write the sentence under a figure or table; where money of forms is summed, how much seems to count twice."""
    st.caption(markdown_text(row_count_sentence(used, left_out, what, unit)))
    found = fetch_rows("repeated_forms", chosen_filters())[0] if is_summed else None
    if found and found["form_count"]:
        forms, money = f"{found['form_count']:,} 张自评表", wan_text(found["executed_yuan"])
        said = f"其中 {forms}像是同一张表重复公开（规则 A16），执行数 {money} 万元在合计里多算了一次。"
        st.caption(markdown_text(said))


def show_nothing_chosen(
    what: str = "项目", question: str | None = "project_rows", parameters: Mapping[str, object] | None = None
) -> None:
    """Say that the present filters leave nothing, by which filters, and which of them to lift.

    *Shape*: `question` with `parameters` (besides the filters) is what the page asked and got no row for; none where
    the filters do not matter.
    """
    texts = chosen_filters_text()
    advice = advice_text(parameters or {})
    if not texts and not advice and question is not None:
        st.info(markdown_text(nothing_text(what)))
        return
    if not texts or question is None:
        st.info(markdown_text(f"当前筛选下没有{what}。{advice}"))
        return
    chosen = "；".join(f"{title}：{text}" for title, text in texts.items())
    st.info(markdown_text(f"当前筛选下没有{what}。已选 {chosen}。{filter_advice(question, parameters or {})}"))


def nothing_text(what: str) -> str:
    """That the build itself has none, where nothing was chosen that could be lifted; why, where it has no form."""
    facts = fetch_rows("build_facts")[0]
    aside = f"{facts['document_count']:,} 份原件都没有读出项目表，原因见“数据来源”。"
    return f"这批数据里没有{what}。{'' if facts['form_count'] else aside}"


def filter_advice(question: str, parameters: Mapping[str, object]) -> str:
    """Which filter to lift; the page's own choices where no filter is to blame."""
    unit = "张项目表" if question == "project_rows" else "行"
    filters = chosen_filters()
    in_use = [key for key, codes in filters.items() if codes]
    counts = {key: count_rows(question, {**parameters, **filters, key: []}) for key in in_use}
    ways = [f"去掉“{FILTER_TITLES[key]}”后有 {count:,} {unit}" for key, count in counts.items() if count]
    if ways:
        return f"{'；'.join(ways)}。"
    if len(in_use) > 1 and (count := count_rows(question, {**parameters, **dict.fromkeys(filters, ())})):
        return f"去掉任何一个筛选仍然没有；点“清除筛选”后有 {count:,} {unit}。"
    return f"去掉这些筛选仍然没有。{advice_text(parameters)}"


def advice_text(parameters: Mapping[str, object]) -> str:
    """Which of the page's own choices to lift, empty where nothing is chosen; how rows are grouped leaves out
    nothing."""
    in_use = {name for name, value in parameters.items() if value and name != "grouping"}
    named = ["本页的选择"] * bool(in_use - SEARCHED) + ["查找词"] * bool(in_use & SEARCHED)
    return f"请放宽{'或'.join(named)}。" if named else ""


def count_rows(question: str, parameters: Mapping[str, object]) -> int:
    """How many rows a question has."""
    return int(fetch(question, parameters, part=RowPart().counted())[COUNT][0].as_py())
