"""The columns that rules compare forms and texts by, and the quantities that texts print, from the typed rows of forms.

Input: typed rows by table. Output: the same rows with keys, fingerprint, similarity and shares, and the rows of
core_text_quantity. Stage: normalise. Everything here follows from other columns: where their texts were covered, it is
made again from the covered texts.
"""

import re
from collections.abc import Mapping
from functools import cache

from etl.normalise.compared_text import (
    compared_key,
    compute_similarity,
    compute_taken_share,
    fingerprint_key,
    split_pairs,
)
from etl.normalise.reason_class import classify_reason
from etl.normalise.reference_lists import load_reference_list
from etl.normalise.typed_quantity import type_text_quantities

Row = dict[str, object]
Rows = dict[str, list[Row]]
DIGIT = re.compile(r"[0-9]")
# money from above names its document, its number or its level: （沪财预〔2022〕127号）, -社23021号, （市级）, 提前下达
TRANSFER_NAME = re.compile(
    r"[〔\[（(【]\d{4}[〕\]）)】]\s*\d+号|[—－\-（(](?:社|财|教|农|建)\d{4,6}|[（(](?:中央|省级|市级|上级)[）)]"
    r"|(?:中央|省级|市级|上级)(?:财政|补助|专项|资金)|转移支付|提前下达"
)
WORDING_COLUMNS = (
    "project_name",
    "overall_goal_text",
    "project_overview_text",
    "necessity_text",
    "implementation_plan_text",
)


def add_compared_columns(rows: Rows) -> Rows:
    """The rows by table with the columns of comparison filled and core_text_quantity made.

    Tables relied on: core_project, core_indicator, core_deviation_reason. Other tables are handed on as they are.
    """
    projects = [row | compare_project(row) for row in rows.get("core_project", [])]
    wording = {row["project_id"]: _project_pairs(row) for row in projects}
    indicators = [row | compare_indicator(row, wording[row["project_id"]]) for row in rows.get("core_indicator", [])]
    of_project: dict[object, list[Row]] = {row["project_id"]: [] for row in projects}
    for row in indicators:
        of_project[row["project_id"]].append(row)
    reasons = [row | compare_reason(row) for row in rows.get("core_deviation_reason", [])]
    return rows | {
        "core_project": projects,
        "core_indicator": indicators,
        "core_deviation_reason": reasons,
        "core_text_quantity": [
            quantity for row in projects for quantity in type_text_quantities(row, of_project[row["project_id"]])
        ],
    }


def compare_project(row: Mapping[str, object]) -> Row:
    """Who answers for a form, whether its name says money from above, and what rules ask of goal and completion.

    Of the texts: their keys, whether they hold a digit, and how alike they are.
    """
    goal, completion = compared_key(_text(row, "goal_text")), compared_key(_text(row, "completion_text"))
    name = _text(row, "project_name")
    return {
        "responsible_name": _text(row, "unit_name") or _text(row, "department_name"),
        "is_transfer": None if name is None else TRANSFER_NAME.search(name) is not None,
        "goal_key": goal,
        "goal_fingerprint": fingerprint_key(goal),
        "has_goal_digit": None if goal is None else DIGIT.search(goal) is not None,
        "completion_key": completion,
        "has_completion_digit": None if completion is None else DIGIT.search(completion) is not None,
        "goal_completion_similarity": compute_similarity(goal, completion),
        "completion_from_goal_rate": compute_taken_share(completion, goal),
    }


def compare_indicator(row: Mapping[str, object], wording: frozenset[str]) -> Row:
    """The keys of an indicator, and the share of its name's pairs of characters that its project's texts hold."""
    level3 = compared_key(_text(row, "level3_name"))
    pairs = split_pairs(_without_opening(level3)) if level3 else frozenset()
    return {
        "level3_key": level3,
        "project_wording_rate": round(len(pairs & wording) / len(pairs), 4) if pairs else None,
        "target_key": compared_key(_text(row, "target_text")),
        "actual_key": compared_key(_text(row, "actual_text")),
        "has_stated_reason": _states_reason(row),
    }


def compare_reason(row: Mapping[str, object]) -> Row:
    """The key of a printed reason, and whether it says anything."""
    return {"reason_key": compared_key(_text(row, "deviation_reason_text")), "has_stated_reason": _states_reason(row)}


@cache
def _load_opening_words() -> tuple[str, ...]:
    """积极, 认真 and the like, the longest first."""
    words = [row["opening_word"] for row in load_reference_list("name_openings.csv")]
    return tuple(sorted(words, key=len, reverse=True))


def _states_reason(row: Mapping[str, object]) -> bool:
    """Whether a cause or a measure is printed: a blank cell and 无偏差 state none."""
    text = _text(row, "deviation_reason_text")
    return text is not None and classify_reason(text).says_something


def _without_opening(name: str) -> str:
    """A name without its 积极 or 认真, which says nothing of what it is about."""
    words = _load_opening_words()
    if not name.startswith(words):
        return name
    return name.removeprefix(next(word for word in words if name.startswith(word)))


def _project_pairs(row: Mapping[str, object]) -> frozenset[str]:
    """The pairs of neighbouring characters in the texts that say what a project is for; the row has its keys."""
    keys = [compared_key(_text(row, column)) for column in WORDING_COLUMNS]
    keys += [_text(row, "goal_key"), _text(row, "completion_key")]
    return frozenset().union(*[split_pairs(key) for key in keys if key])


def _text(row: Mapping[str, object], column: str) -> str | None:
    """A text column of a typed row."""
    value = row[column]
    return value if isinstance(value, str) else None
