"""Rules on and off, and their thresholds to try: moving one recounts at once; only rules that differ are asked again.

Input: the address, the rules and thresholds of the build. Output: choosers, the counts before and after, the findings
that come and go. Side of the pages. The part is a fragment: what is tried runs this part only, and stands in the
address, from where the other parts of the page take it.
"""

from typing import Any

import pyarrow as pa
import streamlit as st

from pages.queries.build_folder import Build, PublishedDataError
from pages.queries.published_db import fetch_rows, one_build
from pages.queries.published_db_stand_in import StandIn
from pages.queries.row_part import RowPart
from pages.queries.rule_rerun import WhatIf, changed_by, judged_by, load_parameters, load_rules
from pages.widgets.address_choice import choose_many, choose_one, load_from_address, write_to_address
from pages.widgets.audit_what_if import (
    OFF_TITLE,
    ON_TITLE,
    RULE_OFF,
    RULE_ON,
    load_what_if,
    rule_names,
    usable_value,
    value_key,
    what_if_words,
)
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.kept_address import kept_address, note_action
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.record_table import show_record_table
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import count_text, plain_text

CHANGED_COLUMNS = [
    "project_name", "change_text", "severity", "rule_title", "message", "printed", "expected", "division_label",
    "executed_yuan", "place_text", "rule_id",
]  # fmt: skip
RULE_COLUMNS = [
    "rule_id", "rule_title", "highest_severity", "state_text", "published_count", "tried_count", "severities_text",
    "tried_form_count", "parameters_text", "fact_name", "meaning",
]  # fmt: skip
LABELS = {
    "highest_severity": "最高可判",
    "severities_text": "试算各级（条）",
    "change_text": "变化",
    "state_text": "状态",
    "published_count": "现行（条）",
    "tried_count": "试算（条）",
    "tried_form_count": "试算涉及的表（张）",
}
IN_USE = "使用"
COME, GONE = "新提示", "不再提示"  # the third is a severity that moved
NICE_STEPS = (0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 50, 100)
SLIDER_STEPS = 100  # a threshold moves through its range in about so many steps


@st.fragment
def show_thresholds(build: Build) -> None:
    """The part as a whole, on the build that the page shows."""
    try:
        with one_build(build), kept_address():
            show_trial()
    except PublishedDataError as error:
        st.error(str(error))


def show_trial() -> None:
    """Choosers, counts, the findings that come and go, and every rule with its state."""
    rules = load_rules()
    left, right = st.columns([4, 3], gap="medium")
    with left:
        choose_rules_off_and_on(rules)
    with_threshold = {rule for rule, _ in load_parameters()}
    tried = {rule for rule, _, _ in load_what_if().values}
    in_order = sorted(with_threshold & rules.keys(), key=lambda rule: (rule not in tried, rule))
    tunable = {rule: f"{rule} {rules[rule]['rule_title']}" for rule in in_order}
    if tunable:
        with right:
            tuned = choose_one("tune", "试哪条规则的阈值", tunable)
        move_thresholds(tuned, rules)
    else:
        st.caption("这批数据里没有可以调整阈值的规则。")
    what_if = load_what_if()
    stand_in = judged_by(what_if)
    changed = AskedRows("what_if_difference", {}, changed_by(what_if))
    show_counts(changed, stand_in)
    if changed.load_first().num_rows:
        presented = show_rows(
            changed, CHANGED_COLUMNS, key="table_changed", labels=LABELS, section="indicator", description="增减的问题"
        )
        show_download_buttons(
            presented, "自评质量审核_试算增减", choices=what_if_words(what_if), key_prefix="download_changed"
        )
    else:
        st.caption("与已发布的结果相同。移动阈值或停用规则，这里列出因此多出和少掉的问题。")
    show_rules(rules, what_if, stand_in)


def choose_rules_off_and_on(rules: dict[str, dict[str, Any]]) -> None:
    """Which rules to leave out, and which of those that the bureau does not run to try."""
    left_out = rule_names(rules, on=False)
    columns = st.columns(2 if left_out else 1, gap="medium")
    with columns[0]:
        choose_many(RULE_OFF, OFF_TITLE, rule_names(rules, on=True), placeholder="全部使用")
    if left_out:
        with columns[1]:
            choose_many(RULE_ON, ON_TITLE, left_out, placeholder="不试")


def move_thresholds(rule_id: str, rules: dict[str, dict[str, Any]]) -> None:
    """A slider for each threshold of one rule; what differs from the one in force goes into the address."""
    st.caption(markdown_text(str(rules[rule_id]["meaning"])))
    parameters = {name: row for (rule, name), row in load_parameters().items() if rule == rule_id}
    for column, (name, row) in zip(st.columns(max(len(parameters), 2), gap="medium"), parameters.items(), strict=False):
        key = value_key(rule_id, name)
        in_force = float(row["value_in_force"])

        def from_address(asked: tuple[str, ...], row: dict[str, Any] = row, in_force: float = in_force) -> float:
            value = usable_value(list(asked), row)
            return in_force if value is None else value

        load_from_address(key, from_address)
        low, high = float(row["lowest_value"]), float(row["highest_value"])
        default = "" if in_force == row["default_value"] else f"，默认 {plain_text(row['default_value'])}"
        title = f"{row['meaning']}（现行 {plain_text(in_force)}{default}）"
        with column:
            value = st.slider(
                title, low, high, key=key, step=slider_step(low, high), format="%g", on_change=note_action
            )
        moved = f"{value:.6f}".rstrip("0").rstrip(".")
        write_to_address(key, () if float(moved) == in_force else (moved,))


def slider_step(low: float, high: float) -> float:
    """A round step that takes a threshold through its range in about a hundred steps."""
    return float(next((step for step in NICE_STEPS if step >= (high - low) / SLIDER_STEPS), NICE_STEPS[-1]))


def show_counts(changed: AskedRows, stand_in: StandIn | None) -> None:
    """How many findings and severe ones there are before and after, and how many come and go."""
    before, after = counts_by_rule(None), counts_by_rule(stand_in)
    come, gone = (changed.count(RowPart(picked=(("change_text", (text,)),))) for text in (COME, GONE))
    total = sum(row["finding_count"] for row in before.values())
    tried = sum(row["finding_count"] for row in after.values())
    show_kpi_row(
        [
            Kpi("现行规则（条问题）", count_text(total), "已发布的批次"),
            Kpi("试算后（条问题）", count_text(tried), f"{tried - total:+,} 条"),
            Kpi("新提示（条）", count_text(come)),
            Kpi("不再提示（条）", count_text(gone)),
            Kpi("级别变了（条）", count_text(changed.count() - come - gone)),
        ]
    )


def counts_by_rule(stand_in: StandIn | None) -> dict[str, dict[str, Any]]:
    """Findings and forms by rule."""
    return {row["rule_id"]: row for row in fetch_rows("rule_counts", {}, stand_in)}


def show_rules(rules: dict[str, dict[str, Any]], what_if: WhatIf, stand_in: StandIn | None) -> None:
    """Every rule: whether it runs and why not, how many findings it has, and would have."""
    before, after = counts_by_rule(None), counts_by_rule(stand_in)
    asked_again = what_if.asked_again
    rows = [
        {
            **{name: rule[name] for name in RULE_COLUMNS if name in rule},
            "highest_severity": rule["severity"],
            "severities_text": after.get(rule_id, {}).get("severities_text", ""),
            "state_text": state_text(rule_id, rule, what_if, asked_again),
            "published_count": before.get(rule_id, {}).get("finding_count", 0),
            "tried_count": after.get(rule_id, {}).get("finding_count", 0),
            "tried_form_count": after.get(rule_id, {}).get("form_count", 0),
        }
        for rule_id, rule in rules.items()
    ]
    rows.sort(key=lambda row: row["state_text"] == IN_USE)  # what differs comes first
    off = sum(not rule["is_enabled"] for rule in rules.values())
    st.markdown(f"**全部规则**　{len(rules):,} 条，其中本局停用 {off:,} 条，原因见“状态”栏")
    listed = show_record_table(pa.Table.from_pylist(rows), RULE_COLUMNS, key="table_rules", labels=LABELS)
    show_download_buttons(listed, "审核规则", choices=what_if_words(what_if), key_prefix="download_rules")


def state_text(rule_id: str, rule: dict[str, Any], what_if: WhatIf, asked_again: list[str]) -> str:
    """Whether a rule runs, in words."""
    if rule_id in what_if.off:
        return "试算不用"
    if rule_id in what_if.on:
        return f"试开（本局停用：{rule['off_reason_text']}）"
    if not rule["is_enabled"]:
        return f"本局停用：{rule['off_reason_text']}"
    return "试算阈值" if rule_id in asked_again else IN_USE
