"""The rows of core_text_quantity: what goal and completion count, and the indicator that counts it too.

Input: the typed row of a form and its typed indicators. Output: one row for each quantity. Stage: normalise.
"""

from collections.abc import Sequence

from etl.normalise.compared_text import compared_key, split_pairs
from etl.normalise.indicator_wording import load_unit_synonyms
from etl.normalise.text_quantity import TextQuantity, find_quantities, load_units

TEXT_FIELDS = {"goal": "goal_text", "completion": "completion_text", "overall_goal": "overall_goal_text"}
GENERAL_ENDINGS = ("完成率", "数量", "人数", "人次", "次数", "份数", "家数", "情况", "率", "数", "性", "量")
SAME_THING_FROM, FEWEST_SHARED = 0.5, 2
"""Share and number of the pairs of characters of an indicator's name that the words around a quantity must hold."""

Row = dict[str, object]


def type_text_quantities(project: Row, indicators: Sequence[Row]) -> list[dict[str, object]]:
    """The rows of core_text_quantity of one form, in printed order within each text."""
    named = [(row, _name_pairs(row)) for row in indicators]
    rows: list[dict[str, object]] = []
    for field_name, column in TEXT_FIELDS.items():
        text = project[column]
        for number, quantity in enumerate(find_quantities(text) if isinstance(text, str) else (), start=1):
            row_no, rate = _find_indicator(quantity, named)
            rows.append(
                {
                    "project_id": project["project_id"],
                    "field_name": field_name,
                    "quantity_no": number,
                    "quantity_text": quantity.text,
                    "quantity_operator": quantity.operator,
                    "quantity_value": quantity.value,
                    "quantity_unit": quantity.unit,
                    "quantity_kind": quantity.kind,
                    "subject_text": quantity.subject,
                    "clause_text": quantity.clause,
                    "char_start": quantity.start,
                    "char_end": quantity.end,
                    "row_no": row_no,
                    "match_rate": rate,
                }
            )
    return rows


def _name_pairs(row: Row) -> frozenset[str]:
    """The pairs of characters of an indicator's name without the ending that every name may have."""
    name = row["level3_key"]
    if not isinstance(name, str):
        return frozenset()
    ending = next((ending for ending in GENERAL_ENDINGS if name.endswith(ending) and len(name) > len(ending) + 2), "")
    return split_pairs(name.removesuffix(ending))


def _find_indicator(
    quantity: TextQuantity, named: Sequence[tuple[Row, frozenset[str]]]
) -> tuple[int | None, float | None]:
    """The row of the indicator that counts the same thing in the same unit, and how much of its name the text holds."""
    segment = split_pairs(compared_key(quantity.segment) or "")
    best: tuple[float, int] | None = None
    for row, pairs in named:
        if pairs.isdisjoint(segment):  # as most are
            continue
        shared = len(pairs & segment)
        row_no = row["row_no"]
        if shared < min(FEWEST_SHARED, len(pairs)) or not isinstance(row_no, int):
            continue
        rate = shared / len(pairs)
        if rate >= SAME_THING_FROM and _may_be_same_unit(quantity, row) and (best is None or rate > best[0]):
            best = rate, row_no
    return (best[1], round(best[0], 4)) if best else (None, None)


def _may_be_same_unit(quantity: TextQuantity, row: Row) -> bool:
    """Whether the units of a quantity and of an indicator allow that both count the same; a missing one does."""
    printed = {str(row[column]) for column in ("target_unit", "actual_unit") if row[column] is not None}
    if quantity.unit is None or not printed:
        return True
    return quantity.unit in {_plain_unit(unit) for unit in printed}


def _plain_unit(unit: str) -> str:
    """A unit of an indicator without its scale, by its usual name: 万人 is 人, 名 is 人."""
    bare = unit.lstrip("百千万亿") or unit
    usual = load_unit_synonyms().get(bare, bare)
    return load_units()[usual][0] if usual in load_units() else usual
