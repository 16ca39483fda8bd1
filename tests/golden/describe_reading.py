"""A DocumentReading as the plain objects of expected.json: every cell as printed, one indicator a line.

Input: a DocumentReading. Output: a dict, and its text with one row a line so that a diff shows the changed row only.
"""

import json
from typing import Any

from etl.records import DocumentReading, FormRecord, PrintedField, Section

COLUMNS = {
    Section.FUND: (
        "fund_source",
        "fund_label",
        "initial_budget",
        "adjusted_budget",
        "executed",
        "weight",
        "execution_rate",
        "score",
        "deviation_reason",
    ),
    Section.INDICATOR: ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_reason"),
    Section.SUB_PROJECT: ("sub_project_name", "amount"),
}


def describe_reading(reading: DocumentReading) -> dict[str, Any]:
    """What expected.json holds: the forms, or why there is none."""
    described: dict[str, Any] = {"forms": [describe_form(form) for form in reading.forms]}
    if reading.set_aside:
        described["set_aside"] = [[aside.code, aside.reason, aside.line_no] for aside in reading.set_aside]
    return described


def describe_form(form: FormRecord) -> dict[str, Any]:
    """One form: its own fields by name, and rows as lists in the order of COLUMNS, null where nothing is printed."""
    described: dict[str, Any] = {
        "form_type": str(form.form_type),
        "template_family": form.template_family,
        "lines": [form.first_line_no, form.last_line_no],
        "fields": fields_of(form),
    }
    for section, columns in COLUMNS.items():
        if rows := form.rows(section):
            unknown = {name for row in rows.values() for name in row} - set(columns)
            assert not unknown, f"{section} has fields that the golden cases do not show: {sorted(unknown)}"
            described[str(section)] = [[text_of(row, name) for name in columns] for row in rows.values()]
    if repaired := repairs_of(form):
        described["repaired"] = repaired
    if inferred := [address(f) for f in form.fields if f.is_inferred]:
        described["inferred"] = inferred
    if form.problems:
        described["problems"] = [[p.code, p.place.line_no if p.place else None, p.printed] for p in form.problems]
    return described


def fields_of(form: FormRecord) -> dict[str, str | list[str]]:
    """The fields of the whole form by name; a list where one name has several values."""
    texts: dict[str, list[str]] = {}
    for printed in form.fields:
        if printed.section is Section.FORM:
            texts.setdefault(printed.name, []).append(printed.text)
    return {name: found[0] if len(found) == 1 else found for name, found in sorted(texts.items())}


def repairs_of(form: FormRecord) -> dict[str, list[str]]:
    """The repaired fields by the reason of the repair."""
    repairs: dict[str, set[str]] = {}
    for printed in form.fields:
        if printed.is_repaired:
            repairs.setdefault(printed.repair_reason or "", set()).add(address(printed))
    return {reason: sorted(addresses) for reason, addresses in sorted(repairs.items())}


def text_of(row: dict[str, PrintedField], name: str) -> str | None:
    """The printed text of one column of a row."""
    return row[name].text if name in row else None


def address(printed: PrintedField) -> str:
    """Section, row and name of a field, as `indicator 3 score`."""
    return " ".join(str(part) for part in (printed.section, printed.row_no, printed.name) if part is not None)


def written(described: dict[str, Any]) -> str:
    """The object as JSON text: indented, but every innermost list (a row of the form) on one line."""
    return lines_of(described, "") + "\n"


def lines_of(value: Any, indent: str) -> str:
    """One JSON value; a list of plain values takes one line."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        parts = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {lines_of(part, inner)}" for key, part in value.items()
        ]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(part, list | dict) for part in value):
        return "[\n" + ",\n".join(inner + lines_of(part, inner) for part in value) + f"\n{indent}]"
    return json_text(value)


def json_text(value: Any) -> str:
    """One JSON value on one line, its characters as they are."""
    return json.dumps(value, ensure_ascii=False)
