"""The self score beside the recomputed one: as printed, by the formula, after the severe findings.

Input: the filters, or one form. Output: tables and their files. Side of the pages. Where the evidence decides no score,
the words are what is proven and what is not; no number stands there that nobody could defend.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_nothing_chosen
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.number_text import UNKNOWN, count_text, percent_text, points_text

COLUMNS = [
    "project_name", "division_label", "fiscal_year", "self_score_points", "formula_text", "audited_text",
    "proven_excess_points", "score_verdict", "audited_proven_points", "audited_unproven_points", "full_points",
    "scoring_scheme_name", "department_name", "executed_yuan",
]  # fmt: skip
PART_COLUMNS = [
    "part_name", "weight_points", "score_points", "formula_points", "audited_points", "formula_note_text", "doubt_text",
]  # fmt: skip
LABELS = {"formula_text": "按公式复算（分）", "audited_text": "剔除存疑后（分）"}
PROOFS = ("score", "proven", "unproven")
HOW_COMPUTED = (
    "按公式复算：预算执行得分＝分值×执行率（最多满分）；达到目标得满分，越高越好的按完成比例，不得超过的超出越多得分越少、"
    "超一倍为零，目标为零的被突破不得分。定性目标、未达标的满意度、完成值空白或照抄等无法计算的分值记为“未证实”，不记零。"
)
HOW_AUDITED = (
    "剔除存疑后：严重程度为高的发现否定了完成值或指标本身的（如完成值照抄目标、成本指标方向错误），这些分值转为“未证实”，同样不记零；"
    "只是得分算错的按公式得分，只涉及整张表的发现不改分。本栏按已发布的规则和阈值。"
)


def score_text(total: Decimal | None, proven: Decimal | None, unproven: Decimal | None) -> str:
    """A total in points where it is proven, else what is proven and what is not."""
    if total is not None or proven is None:
        return points_text(total)
    return f"已证实 {points_text(proven)}，未证实 {points_text(unproven)}"


def show_scores(asked: Mapping[str, object]) -> None:
    """The self-evaluations, the least proven first, with their files."""
    (summary,) = fetch_rows("recomputed_summary", asked)
    if not summary["evaluation_count"]:
        show_nothing_chosen("自评表", "recomputed_scores")
        return
    full, formula, audited = (summary[f"{kind}_points"] for kind in ("full", "formula_proven", "audited_proven"))
    scored = f"有分值 {summary['with_full_count']:,} 张，共 {points_text(full)} 分"
    show_kpi_row(
        [
            Kpi("自评表（张）", count_text(summary["evaluation_count"]), scored),
            Kpi("按公式可证实", share_text(formula, full), f"{points_text(formula)} 分"),
            Kpi("剔除存疑后可证实", share_text(audited, full), f"{points_text(audited)} 分"),
            Kpi("总分全部可证实（张）", count_text(summary["wholly_proven_count"])),
            Kpi("可复算部分偏高（张）", count_text(summary["too_high_count"]), "高于公式得分"),
            Kpi("可复算部分偏低（张）", count_text(summary["too_low_count"]), "达到目标却扣分等"),
            Kpi("总分不在可能范围（张）", count_text(summary["impossible_count"])),
        ]
    )
    st.caption(HOW_COMPUTED)
    st.caption(HOW_AUDITED)
    rows = AskedRows("recomputed_scores", asked, prepare=with_score_texts)
    presented = show_rows(rows, COLUMNS, labels=LABELS, description="自评分与复算分")
    notes = {"按公式复算": HOW_COMPUTED, "剔除存疑后": HOW_AUDITED}
    show_download_buttons(presented, "自评质量审核_自评分与复算分", notes=notes)


def with_score_texts(rows: pa.Table) -> pa.Table:
    """The rows with both recomputed totals in words."""
    records = rows.to_pylist()
    for kind in ("formula", "audited"):
        texts = [score_text(*(row[f"{kind}_{name}_points"] for name in PROOFS)) for row in records]
        rows = rows.append_column(f"{kind}_text", pa.array(texts, pa.string()))
    return rows


def share_text(part: Decimal, whole: Decimal) -> str:
    """A share of points as percent."""
    return percent_text(float(part / whole)) if whole else UNKNOWN


def show_form_scores(project_id: str) -> None:
    """The recomputed score of one form, part by part; nothing for a declaration."""
    found = fetch_rows("form_score", {"id": project_id})
    if not found:
        return
    score: dict[str, Any] = found[0]
    st.subheader("得分复算", anchor=False)
    parts = fetch("score_parts", {"id": project_id})
    if not parts.num_rows:
        st.caption("表上没有印分值，无法复算。")
        return
    told = {
        "自评总分（分）": points_text(score["self_score_points"]),
        "按公式复算（分）": score_text(*(score[f"formula_{name}_points"] for name in PROOFS)),
        "剔除存疑后（分）": score_text(*(score[f"audited_{name}_points"] for name in PROOFS)),
        "结论": score["score_verdict"],
        "计分办法": score["scoring_scheme_name"] or "分值合不成 100，未认定",
    }
    st.markdown("　".join(f"{title}：**{text}**" for title, text in told.items()))
    st.caption(
        "定性目标、完成值空白或照抄等无法计算的，以及严重程度为高的发现所否定的分值，记为“未证实”，不记零。点一行看原文。"
    )
    placed = pc.sum(parts["weight_points"]).as_py() or Decimal(0)
    if score["full_points"] is not None and score["full_points"] > placed:
        st.caption(f"表上满分中有 {points_text(score['full_points'] - placed)} 分没有落到任何一行，同样记为未证实。")
    is_doubted = pc.any(pc.is_valid(parts["doubt_text"])).as_py()
    columns = PART_COLUMNS if is_doubted else [name for name in PART_COLUMNS if name != "doubt_text"]
    listed = show_record_table(parts, columns, key="table_scores", description="得分复算明细")
    show_download_buttons(listed, f"项目详情_得分复算_{project_id}", key_prefix="download_scores")
