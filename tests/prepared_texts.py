"""Given rows of core tables with what a build prepares from their texts, unless a case gives it.

Input: rows by table name that name only the columns they need. Output: the same rows with keys, similarities, copies
and quantities, made by the code that a build uses. A column or table that the case gives stays as given.
"""

from typing import Any

from etl.link.copied_texts import find_text_copies
from etl.normalise.compared_columns import add_compared_columns
from etl.schema.declared_schema import load_tables

Rows = dict[str, list[dict[str, Any]]]
COMPARED = ("core_project", "core_indicator", "core_deviation_reason")


def prepare_texts(given: Rows) -> Rows:
    """The rows completed; rows of indicators whose project is not given stay as they are."""
    known = {row["project_id"] for row in given.get("core_project", [])}
    blank = {name: dict.fromkeys(load_tables()[name].schema) for name in COMPARED}
    whole = {
        name: [blank[name] | row for row in given.get(name, []) if row["project_id"] in known] for name in COMPARED
    }
    made = add_compared_columns(whole)
    prepared = dict(given)
    for name in COMPARED:
        orphans = [row for row in given.get(name, []) if row["project_id"] not in known]
        own = [row for row in given.get(name, []) if row["project_id"] in known]
        prepared[name] = [computed | row for computed, row in zip(made[name], own, strict=True)] + orphans
    derived = {
        "core_text_quantity": made["core_text_quantity"],
        "core_text_copy": find_text_copies(made["core_project"]),
    }
    return derived | prepared
