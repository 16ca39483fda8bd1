"""The raw, core and describing tables of a build as frames, from the rows of some of its documents.

Input: rows by table, the projects completed, and how often each reading problem occurs. Output: frames of the declared
schema. Used by the steps. The year and division of a form are copied to every row that belongs to it, so that each
table can be sorted by them.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from etl.document_rows import RULE_PREFIX, TableRows
from etl.schema.declared_schema import declared_frame, load_tables

READING_PROBLEMS = Path(__file__).parent / "reference" / "reading_problems.csv"
SEVERITIES = ("高", "中", "低")
COPIED_COLUMNS = ("fiscal_year", "division_code")
OF_DOCUMENTS = ("raw_document_line", "raw_page_picture", "core_document")
OF_FORMS = (
    "raw_form_field",
    "raw_field_box",
    "core_project",
    "core_fund",
    "core_indicator",
    "core_deviation_reason",
    "core_sub_project",
    "core_text_quantity",
    "core_reading_check",
)


def make_core_frames(rows: TableRows) -> dict[str, pl.DataFrame]:
    """The raw_ and core_ tables. Raises KeyError where a row lacks a declared column or names an unknown project."""
    copied = places_of(rows.get("core_project", []))
    frames = {name: declared_frame(name, rows.get(name, [])) for name in OF_DOCUMENTS}
    for name in OF_FORMS:
        completed = [row | copied[row["project_id"]] for row in rows.get(name, [])]
        frames[name] = declared_frame(name, completed)
    return frames


def places_of(forms: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the rows of a form have of it, by form."""
    return {form["project_id"]: {name: form[name] for name in COPIED_COLUMNS} for form in forms}


def gather_rows(parts: Iterable[TableRows]) -> TableRows:
    """The rows of many documents, by table."""
    gathered: TableRows = {}
    for part in parts:
        for name, rows in part.items():
            gathered.setdefault(name, []).extend(rows)
    return gathered


def make_reading_rules(counted: Iterable[tuple[str, str, int]]) -> pl.DataFrame:
    """Rows of meta_rule for the reading problems that occur: title and meaning of each code, how many findings it has.

    `counted`: rule, severity and the number of findings that have both. Source of the wording:
    `reference/reading_problems.csv`; a rule's severity is the highest that was found.
    """
    found: dict[str, dict[str, int]] = {}
    for rule_id, severity, count in counted:
        found.setdefault(rule_id.removeprefix(RULE_PREFIX), {})[severity] = count
    with READING_PROBLEMS.open(encoding="utf-8", newline="") as file:
        wording = {row["code"]: row for row in csv.DictReader(file)}
    rows: list[dict[str, object]] = [
        {
            "rule_id": RULE_PREFIX + code,
            "rule_title": wording[code]["title"],
            "meaning": wording[code]["meaning"],
            "severity": min(severities, key=SEVERITIES.index),
            "basis_text": "读取提示",
            "parameters_text": None,
            "finding_count": sum(severities.values()),
            "not_run_reason_text": None,
            "section_code": None,
            "field_name": None,
            "fact_name": wording[code]["title"],
            "doubted_part_code": "none",
            "is_enabled": True,
            "off_reason_text": None,
            "query_text": None,
        }
        for code, severities in found.items()
        if code in wording
    ]
    return declared_frame("meta_rule", rows)


def make_field_frame() -> pl.DataFrame:
    """The table meta_field: one row per declared column of every table."""
    rows: list[dict[str, object]] = [
        {
            "table_name": table.name,
            "title": table.title,
            "column_name": column.name,
            "data_type": column.type,
            "unit": column.unit,
            "label": column.label,
            "meaning": column.meaning,
        }
        for table in load_tables().values()
        for column in table.columns
    ]
    return declared_frame("meta_field", rows)
