"""What the analyst tries on the rules, kept in the address: `rule_off`, `rule_on`, a key a threshold (`p.c08.ratio`).

Input: the address, the rules and thresholds of the build. Output: a `WhatIf`, and it in words. Side of the pages. What
no rule has, or lies outside the declared range, is left out and said so.
"""

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.queries.rule_rerun import AS_PUBLISHED, WhatIf, load_parameters, load_rules
from pages.widgets.address_choice import MOST_VALUES, known_values
from pages.widgets.ignored_choices import tell_left_out
from pages.widgets.kept_address import address_keys, address_values, put_in_address
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import plain_text

RULE_OFF, RULE_ON, VALUE_PREFIX = "rule_off", "rule_on", "p."
OFF_TITLE, ON_TITLE = "不用的规则", "试开的规则"
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")


def value_key(rule_id: str, name: str) -> str:
    """The key of a threshold in the address."""
    return f"{VALUE_PREFIX}{rule_id.lower()}.{name}"


def load_what_if() -> WhatIf:
    """What the address asks for, as far as the build has it; says what was left out."""
    rules = load_rules()
    off = known_values(OFF_TITLE, address_values(RULE_OFF), rule_names(rules, on=True), MOST_VALUES)
    on = known_values(ON_TITLE, address_values(RULE_ON), rule_names(rules, on=False), MOST_VALUES)
    parameters = load_parameters()
    known = {value_key(*which): which for which in parameters}
    values, faults = [], 0
    for key in sorted(key for key in address_keys() if key.startswith(VALUE_PREFIX)):
        asked = list(address_values(key))
        value = usable_value(asked, parameters[known[key]]) if key in known else None
        faults += value is None
        if value is not None and value != parameters[known[key]]["value_in_force"]:
            values.append((*known[key], value))
    if faults:
        tell_left_out(f"阈值（{faults:,} 个）", "阈值")
    return WhatIf(tuple(sorted(off)), tuple(sorted(on)), tuple(sorted(values)))


def usable_value(asked: list[str], parameter: Mapping[str, Any]) -> float | None:
    """The one number asked for, None for anything else and for a number outside the declared range."""
    if len(asked) != 1 or NUMBER.fullmatch(asked[0]) is None:
        return None
    value = float(asked[0])
    return value if parameter["lowest_value"] <= value <= parameter["highest_value"] else None


def rule_names(rules: Mapping[str, Mapping[str, Any]], *, on: bool) -> dict[str, str]:
    """The rules that the bureau runs, or those that it does not, by id with their title."""
    return {
        rule_id: f"{rule_id} {rule['rule_title']}" for rule_id, rule in rules.items() if bool(rule["is_enabled"]) is on
    }


def off_note(rules: Mapping[str, Mapping[str, Any]]) -> str:
    """How many rules the bureau does not run, for the note under a figure; nothing where it runs all."""
    count = sum(not rule["is_enabled"] for rule in rules.values())
    return f"本局停用 {count:,} 条规则" if count else ""


def what_if_words(what_if: WhatIf) -> dict[str, str]:
    """The what-if by title, for the note on the page and for files; nothing where nothing is tried."""
    parameters = load_parameters()
    values = [
        f"{rule} {parameters[rule, name]['meaning']} {plain_text(value)}"
        f"（现行 {plain_text(parameters[rule, name]['value_in_force'])}）"
        for rule, name, value in what_if.values
    ]
    words = {OFF_TITLE: "、".join(what_if.off), ON_TITLE: "、".join(what_if.on), "试算阈值": "；".join(values)}
    return {title: text for title, text in words.items() if text}


def show_what_if_note(what_if: WhatIf) -> None:
    """Say above the tables that they show a trial, and how to end it; nothing where nothing is tried."""
    if what_if == AS_PUBLISHED:
        return
    told = "；".join(f"{title}：{text}" for title, text in what_if_words(what_if).items())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="what_if_note"):
        st.warning(markdown_text(f"以下按试算的规则和阈值计算，不改变已发布的数据。{told}。"))
        st.button("恢复现行规则", key="end_what_if", on_click=end_what_if)


def end_what_if() -> None:
    """Take the trial out of the address (callback)."""
    for key in [key for key in address_keys() if key in (RULE_OFF, RULE_ON) or key.startswith(VALUE_PREFIX)]:
        put_in_address(key, ())
