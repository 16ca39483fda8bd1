"""What is said of a family of projects: its name in the chooser, why its forms are one family, what cannot be compared.

Input: answers of `families.sql`, `family_notes.sql` and `family_sample.sql`. Output: captions. Side of the pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import count_text
from pages.wording.pooled_scope import places_text, years_text

MOST_NOTES = 12  # of one kind: more are no reading
FEWEST_DISTRICTS = 5  # below this no district is called high or low (DOMAIN 7.4): the forms are only listed

Row = Mapping[str, Any]


def family_label(family: Row) -> str:
    """A family in the chooser: its name, members, districts, years."""
    return f"{family['family_name']}（{family['member_count']:,} 张，{places_text(family)}，{years_text(family)}）"


def show_limits(notes: Sequence[Row], drawn: pa.Table, family: Row) -> None:
    """Say what cannot be compared among these forms, and why no order of districts is given."""
    years, kinds = set(drawn["fiscal_year"].to_pylist()), set(drawn["form_type"].to_pylist())
    limits = ["名称相近不等于内容相同：归并只看名称，支出内容、标准和范围要打开各表核对。"]
    if family["district_count"] < FEWEST_DISTRICTS:
        limits.append(f"只有 {places_text(family)}，不足 {FEWEST_DISTRICTS} 个区县，只列出，不排名次、不判高低。")
    if len(years) > 1 or len(kinds) > 1:
        limits.append("年度或表类不同的表，金额不宜直接相比：申报表是申报金额，自评表是全年预算和执行。")
    show_notes("什么不能比", [*limits, *counted_notes(notes, "limit")])


def show_evidence(notes: Sequence[Row]) -> None:
    """Say why these forms are one family: each reason once, with the number of forms it brought in."""
    show_notes("为什么算同一类", counted_notes(notes, "evidence"))


def counted_notes(notes: Sequence[Row], kind: str) -> list[str]:
    """The notes of one kind with the number of forms that each is on; of very many the most frequent ones."""
    told = [
        f"{note['note_text']}（{count_text(note['form_count'])} 张）" for note in notes if note["note_kind"] == kind
    ]
    more = [f"其余 {count_text(len(told) - MOST_NOTES)} 种见下表"] if len(told) > MOST_NOTES else []
    return told[:MOST_NOTES] + more


def show_notes(title: str, notes: Sequence[str]) -> None:
    """A list of sentences under a title."""
    st.caption(f"**{title}**  \n" + "  \n".join(f"· {markdown_text(note)}" for note in notes))
