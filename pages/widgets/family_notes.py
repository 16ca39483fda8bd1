"""What is said of a family of projects: its name in the chooser, why its forms are one family, what cannot be compared.

Input: answers of `families.sql` and `family_members.sql`. Output: captions. Side of the pages.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import count_text
from pages.wording.pooled_scope import places_text, years_text

FEWEST_DISTRICTS = 5  # below this no district is called high or low (DOMAIN 7.4): the forms are only listed


def family_label(family: Mapping[str, Any]) -> str:
    """A family in the chooser: its name, members, districts, years."""
    return f"{family['family_name']}（{family['member_count']} 张，{places_text(family)}，{years_text(family)}）"


def show_limits(members: pa.Table, family: Mapping[str, Any]) -> None:
    """Say what cannot be compared among these forms, and why no order of districts is given."""
    years, kinds = set(members["fiscal_year"].to_pylist()), set(members["form_type"].to_pylist())
    limits = ["名称相近不等于内容相同：归并只看名称，支出内容、标准和范围要打开各表核对。"]
    if family["district_count"] < FEWEST_DISTRICTS:
        limits.append(f"只有 {places_text(family)}，不足 {FEWEST_DISTRICTS} 个区县，只列出，不排名次、不判高低。")
    if len(years) > 1 or len(kinds) > 1:
        limits.append("年度或表类不同的表，金额不宜直接相比：申报表是申报金额，自评表是全年预算和执行。")
    notes = [note for text in members["qualitative_note"].to_pylist() if text for note in text.rstrip("。").split("；")]
    limits += [f"{note}（{count_text(count)} 张）" for note, count in Counter(notes).most_common()]
    st.caption("**什么不能比**  \n" + "  \n".join(f"· {markdown_text(limit)}" for limit in limits))


def show_evidence(members: pa.Table) -> None:
    """Say why these forms are one family: each reason once, with the number of forms it brought in."""
    reasons = Counter(members["evidence"].to_pylist())
    lines = [f"· {markdown_text(str(reason))}（{count_text(count)} 张）" for reason, count in reasons.most_common()]
    st.caption("**为什么算同一类**  \n" + "  \n".join(lines))
