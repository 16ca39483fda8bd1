"""Fills division and sector of every form of some documents. Called by the steps. Part of the link stage.

Input: rows of core_project as dicts, and the other names that each document prints. Output: a `LinkResult`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.link.assign_families import text_of, year_of
from etl.link.division_match import AMBIGUOUS, NOT_LISTED, NOT_PRINTED, DivisionMatch
from etl.link.division_table import listed_year
from etl.link.find_division import FormNames, find_division
from etl.link.find_sector import find_sector
from etl.records import ReadingProblem

LOW, MIDDLE = "低", "中"
PROBLEM_CODES = {
    AMBIGUOUS: "division_ambiguous",
    NOT_PRINTED: "division_not_printed",
    NOT_LISTED: "division_not_listed",
}
DIVISION_COLUMNS = {
    "division_code": "code",
    "division_name": "name",
    "division_level": "level",
    "division_evidence_text": "evidence",
    "city_code": "city_code",
    "city_name": "city_name",
    "province_code": "province_code",
    "province_name": "province_name",
}


@dataclass(frozen=True, slots=True)
class ProjectProblem:
    """A finding of this stage with the form it belongs to."""

    document_id: str
    project_id: str
    problem: ReadingProblem


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What the stage gives back.

    `projects`: the rows given, in their order, with division, city, province and sector filled. `problems`: what stayed
    open, with codes division_ambiguous, division_not_printed, division_not_listed, division_conflict, division_zone,
    sector_unknown.
    """

    projects: list[dict[str, object]]
    problems: list[ProjectProblem]


def link_forms(
    projects: Sequence[Mapping[str, object]], document_names: Mapping[str, Sequence[str]] | None = None
) -> LinkResult:
    """The rows completed, and what stayed open; a document's forms are given together.

    Shape: one row is one form of core_project. Columns relied on: project_id, document_id, form_no, fiscal_year,
    project_name, project_code, department_name, unit_name (each may be None; printed unit codes and footnote digits are
    cut here too). The columns of `DIVISION_COLUMNS`, sector_code and sector_name are overwritten; no other is touched.
    `document_names`: per document_id what else it prints that may name a place (its title, its publisher). Units and
    departments of its other forms are used anyway.
    Raises KeyError where a row lacks one of the columns.
    """
    given = document_names or {}
    context = names_by_document(projects)
    completed: list[dict[str, object]] = []
    problems: list[ProjectProblem] = []
    for row in projects:
        document_id = str(row["document_id"])
        year = year_of(row)
        names = FormNames(*(text_of(row, c) for c in ("unit_name", "department_name", "project_name", "project_code")))
        match = find_division(names, year)
        if match.code is None and match.reason != NOT_LISTED:
            others = [*given.get(document_id, ()), *context[document_id]]
            match = find_division(names, year, others)
        sector = find_sector(names.department_name, names.unit_name, listed_year(year))
        found: dict[str, object] = {column: getattr(match, field) for column, field in DIVISION_COLUMNS.items()}
        found |= {"sector_code": sector.code if sector else None, "sector_name": sector.name if sector else None}
        completed.append({**row, **found})
        opened = [*division_problems(row, match), *([] if sector else [sector_problem(row, names)])]
        problems.extend(ProjectProblem(document_id, str(row["project_id"]), problem) for problem in opened)
    return LinkResult(completed, problems)


def names_by_document(projects: Sequence[Mapping[str, object]]) -> dict[str, list[str]]:
    """The distinct names of units and departments by document, in the order of their text."""
    names: dict[str, set[str]] = {}
    for row in projects:
        found = {text_of(row, "unit_name"), text_of(row, "department_name")}
        names.setdefault(str(row["document_id"]), set()).update(name for name in found if name)
    return {document_id: sorted(found) for document_id, found in names.items()}


def form_problem(row: Mapping[str, object], code: str, message: str, severity: str) -> ReadingProblem:
    """A finding on one form, with the printed name of its unit, else of its department."""
    form_no = row["form_no"]
    return ReadingProblem(
        code=code,
        message=message,
        severity=severity,
        form_no=form_no if isinstance(form_no, int) else None,
        printed=text_of(row, "unit_name") or text_of(row, "department_name"),
    )


def division_problems(row: Mapping[str, object], match: DivisionMatch) -> list[ReadingProblem]:
    """What the analyst must know about a division: that there is none, that two names disagree, that it is a zone."""
    if match.reason:
        message = f"区划未定：{match.evidence}"
        if match.candidates:
            message += f"；可能是：{'、'.join(match.candidates)}"
        return [form_problem(row, PROBLEM_CODES[match.reason], message, MIDDLE)]
    found = []
    if match.conflict:
        found.append(form_problem(row, "division_conflict", f"单位名称不在同一地：{match.conflict}；按前者", MIDDLE))
    if match.zone:
        message = f"{match.zone}没有国标区划代码，列在{match.name}名下"
        found.append(form_problem(row, "division_zone", message, LOW))
    return found


def sector_problem(row: Mapping[str, object], names: FormNames) -> ReadingProblem:
    """The finding on a form whose department tells no sector."""
    printed = names.department_name or names.unit_name
    said = f"“{printed}”不含已知的部门关键词" if printed else "表上没有部门和单位名称"
    return form_problem(row, "sector_unknown", f"领域未定：{said}", LOW)
