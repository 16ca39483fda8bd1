"""One document's forms as the JSON of `python -m etl read`: values as printed, numbers in the printed unit.

Input: FormRecords. Output: plain JSON objects. Used by pipeline.py. Nothing is
converted but digits: 317.10 万元 stays 317.1, an execution rate stays in percent; a text that is no number is null.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.records import FormRecord, PrintedField, ReadingProblem, Section, SetAside

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WHITE_SPACE = re.compile(r"\s+")
SPACE_AT_CHINESE = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) | (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
FORM_TEXTS = {
    "project_name": "project_name",
    "supervising_department": "department",
    "implementing_unit": "unit",
    "amount_unit": "money_unit",
    "expected_goal": "goal",
    "overall_goal": "overall_goal",
    "actual_completion": "completion",
    "grade": "grade",
    "project_nature": "project_nature",
    "project_category": "project_category",
    "start": "start_date",
    "end": "end_date",
    "project_overview": "project_overview",
    "legal_basis": "legal_basis",
    "necessity": "necessity",
    "safeguards": "safeguards",
    "implementation_plan": "implementation_plan",
    "project_type_checked": "project_type",
    "fund_use_checked": "fund_use",
}
FORM_AMOUNTS = ("project_total_budget", "prior_year_budget", "prior_year_executed")
FORM_NUMBERS = ("total_score", *FORM_AMOUNTS)
FUND_AMOUNTS = ("initial_budget", "adjusted_budget", "executed")
FUND_KEYS = {"fund_label": "label", "fund_source": "source"}
FUND_NUMBERS = (*FUND_AMOUNTS, "weight", "execution_rate", "score")
CANONICAL_SOURCES = ("total", "current_appropriation", "carryover", "other")  # any other goes by its printed label
AMONG_WHICH = re.compile(
    r"^(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十\d]{1,2}[)）])?\s*(?:其中\s*[:：]?\s*)?"
)
NUMBER_OF_SOURCE = re.compile(r"^(?:[0-9]{1,2}[.、．]|[(（][一二三四五六七八九十0-9]{1,2}[)）])\s*(?=\D)")
UNIT_OF_SOURCE = re.compile(r"[(（](?:单位\s{0,3}[:：]?)?\s{0,3}(?:万元|元|千元|亿元)\s{0,3}[)）]$")
INDICATOR_TEXTS = ("level1", "level2", "level3", "target", "actual", "deviation_reason")
INDICATOR_NUMBERS = ("weight", "score")


@dataclass(frozen=True, slots=True)
class GoldWriter:
    """Turns forms into gold objects.

    `parse_number` gives the value of a printed number, None for any other text; `parse_amount` that of an amount with a
    unit or a breakdown after it (620万(道路480万元)), in the unit printed for the form.
    """

    parse_number: Callable[[str], Decimal | None]
    parse_amount: Callable[[str, str | None], Decimal | None]

    def describe_form(self, form: FormRecord) -> dict[str, Any]:
        """One form as an object of `tables`."""
        year = YEAR.search(form.text("fiscal_year") or "")
        table: dict[str, Any] = {
            "form_type": form.form_type.value,
            "fiscal_year": int(year[0]) if year else None,
        }
        fields = {printed.name: printed for printed in form.fields if printed.section is Section.FORM}
        table |= {key: self._text(fields.get(name)) for key, name in FORM_TEXTS.items()}
        unit = form.text("money_unit")
        table["total_score"] = self._number(fields.get("total_score"))
        table |= {name: self._amount(fields.get(name), unit) for name in FORM_AMOUNTS}
        keys = dict.fromkeys(FORM_NUMBERS) | {name: key for key, name in FORM_TEXTS.items()}
        table |= list_treatments({keys[name] or name: fields[name] for name in keys if name in fields})
        table["funding"] = [self._describe_fund(row, unit) for row in form.rows(Section.FUND).values()]
        # a row of glued text whose name nobody can tell is a problem of the form, no indicator that could be matched
        named = [row for row in form.rows(Section.INDICATOR).values() if "level3" in row]
        table["indicators"] = [self._describe_indicator(row) for row in named]
        table["sub_projects"] = [
            {"name": self._text(row.get("sub_project_name")), "amount": self._number(row.get("amount"))}
            for row in form.rows(Section.SUB_PROJECT).values()
        ]
        table["lines"] = [form.first_line_no, form.last_line_no]
        return table

    def _describe_fund(self, row: dict[str, PrintedField], unit: str | None) -> dict[str, Any]:
        label = self._text(row.get("fund_label"))
        source = self._text(row.get("fund_source"))
        if source not in CANONICAL_SOURCES:
            bare = NUMBER_OF_SOURCE.sub("", AMONG_WHICH.sub("", label or "").rstrip(":："))
            source = UNIT_OF_SOURCE.sub("", bare).rstrip() or source
        numbers = {name: self._number(row.get(name)) for name in FUND_NUMBERS}
        numbers |= {name: self._amount(row.get(name), unit) for name in FUND_AMOUNTS}
        treatments = list_treatments({FUND_KEYS.get(name, name): printed for name, printed in row.items()})
        return {"source": source, "label": label} | numbers | treatments

    def _describe_indicator(self, row: dict[str, PrintedField]) -> dict[str, Any]:
        texts = {name: self._text(row.get(name)) for name in INDICATOR_TEXTS}
        numbers = {name: self._number(row.get(name)) for name in INDICATOR_NUMBERS}
        places = row["level3"].places or [place for printed in row.values() for place in printed.places]
        line_no = min((place.line_no for place in places), default=None)  # levels may stand merged above
        return texts | numbers | {"line": line_no} | list_treatments(row)

    def _text(self, printed: PrintedField | None) -> str | None:
        if printed is None:
            return None
        collapsed = WHITE_SPACE.sub(" ", printed.text).strip()
        return SPACE_AT_CHINESE.sub("", collapsed) or None

    def _amount(self, printed: PrintedField | None, unit: str | None) -> float | None:
        value = self._number(printed)
        if value is not None or printed is None:
            return value
        amount = self.parse_amount(printed.text, unit)
        return None if amount is None else float(amount)

    def _number(self, printed: PrintedField | None) -> float | None:
        if printed is None:
            return None
        value = self.parse_number(WHITE_SPACE.sub("", printed.text).removesuffix("%").removesuffix("％"))
        return None if value is None else float(value)


def list_treatments(fields: Mapping[str, PrintedField]) -> dict[str, list[str]]:
    """Which of these fields are not simply as printed: repaired, inferred from the form's own sums, recognised."""
    return {
        "repaired": [name for name, printed in fields.items() if printed.is_repaired],
        "inferred": [name for name, printed in fields.items() if printed.is_inferred],
        "ocr": [name for name, printed in fields.items() if any(place.is_ocr for place in printed.places)],
    }


def describe_problem(problem: ReadingProblem) -> dict[str, Any]:
    """One problem as an object of `problems`."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "row_no": problem.row_no,
        "printed": problem.printed,
        "line": problem.place.line_no if problem.place else None,
    }


def describe_set_aside(set_aside: SetAside) -> dict[str, Any]:
    """One set-aside document or form as an object of `set_aside`."""
    return {"code": set_aside.code, "reason": set_aside.reason, "line": set_aside.line_no}


def describe_checks(rows: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows of core_reading_check as objects of `reading_checks`."""
    names = {"check_code": "code", "check_status": "status", "check_text": "message"}
    return [{name: row[column] for column, name in names.items()} for row in rows]


def document_name(path: Path) -> str:
    """What a document is called: its file name without ending, or its folder where the file is only called doc."""
    return path.parent.name if path.stem == "doc" else path.stem


def only_value(values: list[Any]) -> Any:
    """The value that all forms of a document have, None where they differ or one has none."""
    return values[0] if values and len(set(values)) == 1 else None
