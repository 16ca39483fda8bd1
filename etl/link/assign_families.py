"""Assigns every form to one family of same projects. Part of the link stage.

Input: rows of core_project (as dicts). Output: rows of core_project_family, one per form. The order of decision: the
dictionary and equal normalised names, then similarity from 0.85 on. A name that is alone is a family of its own.
Deterministic: the result does not depend on the order of the rows.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.link.division_table import listed_year
from etl.link.family_names import OFFICE_MARK, NormalisedName, normalise_project_name
from etl.link.policy_families import PolicyMatch, find_policy
from etl.link.read_place import read_place
from etl.link.similar_names import SimilarKey, similar_keys

BY_NAME, BY_DICTIONARY, BY_SIMILARITY = "名称一致", "词典", "相似度"
# Names that every unit uses for something else: they are the same project only inside one kind of department.
GENERIC_NAME = re.compile(
    r"(?:经常性|日常|专项|业务|办公|公用|运转|工作|运行|其他|机构|单位|部门|机关|综合|一般|基本|管理|事业|发展|专用|保障|活动|支出|经费|资金|项目|费用?)+"
)


@dataclass(frozen=True, slots=True)
class NamedForm:
    """One form on its way to a family: its row, its normalised name, the key, and the dictionary's word on it."""

    row: Mapping[str, object]
    name: NormalisedName
    key: str
    policy: PolicyMatch | None
    owner_kind: str | None


def text_of(row: Mapping[str, object], column: str) -> str | None:
    """A text column of a row; None where it is blank."""
    value = row[column]
    return str(value) if value is not None and str(value).strip() else None


def year_of(row: Mapping[str, object]) -> int | None:
    """The fiscal year of a row."""
    year = row["fiscal_year"]
    return int(year) if isinstance(year, int | float) else None


def named_form(row: Mapping[str, object]) -> NamedForm:
    """The form with its normalised name. A form without any name is keyed by itself, so it stays alone."""
    year = listed_year(year_of(row))
    owners = (text_of(row, "unit_name"), text_of(row, "department_name"))
    printed = text_of(row, "project_name")
    if printed is None:
        name = NormalisedName("", "（未印项目名称）", "", "")
        return NamedForm(row, name, f"?{row['project_id']}", None, None)
    name = normalise_project_name(printed, owners, year)
    if GENERIC_NAME.fullmatch(name.key.removesuffix(OFFICE_MARK)):
        owner = owners[1] or owners[0]
        owner_kind = read_place(owner, year).rest if owner else str(row["project_id"])
        return NamedForm(row, name, f"{name.key}@{owner_kind}", None, owner_kind)
    return NamedForm(row, name, name.key, find_policy(name.plain, "".join(filter(None, owners))), None)


def family_id_of(key: str) -> str:
    """The stable id of a family that has no entry in the dictionary: from its key alone."""
    return "name_" + hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]


def family_row(
    form: NamedForm, family_id: str, family_name: str, evidence: str, similarity: float | None, by: str
) -> dict[str, object]:
    """One row of core_project_family."""
    return {
        "fiscal_year": form.row["fiscal_year"],
        "division_code": form.row["division_code"],
        "family_id": family_id,
        "family_name": family_name,
        "project_id": form.row["project_id"],
        "project_key": form.name.key or None,
        "allocation_text": allocation_of(form.name),
        "evidence": evidence,
        "similarity": similarity,
        "decided_by": by,
    }


def allocation_of(name: NormalisedName) -> str | None:
    """What the name says of the money from above: document number, level and batch; None where it says nothing."""
    return "、".join(filter(None, (name.document_number, name.level_text, name.batch_text))) or None


def name_of_family(forms: Sequence[NamedForm]) -> str:
    """The shortest name of the members; a generic one says whose it is."""
    form = min(forms, key=lambda f: (len(f.name.stem), f.name.stem))
    return (
        f"{form.name.stem}（{form.owner_kind}）"
        if form.owner_kind and form.owner_kind != form.row["project_id"]
        else form.name.stem
    )


def assign_families(projects: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """One row of core_project_family for each project, in order of project_id.

    Columns relied on: project_id, project_name, department_name, unit_name, fiscal_year, division_code.
    """
    forms = sorted((named_form(row) for row in projects), key=lambda form: str(form.row["project_id"]))
    by_key: dict[str, list[NamedForm]] = {}
    rows = []
    for form in forms:
        if form.policy:
            policy = form.policy
            rows.append(family_row(form, policy.family_id, policy.family_name, policy.evidence, None, BY_DICTIONARY))
        else:
            by_key.setdefault(form.key, []).append(form)
    similar = {found.key: found for found in similar_keys(key for key in by_key if "@" not in key and key[:1] != "?")}
    names = {key: name_of_family(members) for key, members in by_key.items()}
    for key, members in by_key.items():
        rows.extend(rows_of_key(key, members, similar.get(key), names))
    return sorted(rows, key=lambda row: str(row["project_id"]))


def rows_of_key(
    key: str, members: list[NamedForm], similar: SimilarKey | None, names: dict[str, str]
) -> list[dict[str, object]]:
    """The rows of the forms that share one key: their own family, or that of the key they resemble."""
    if similar:
        lead = names[similar.nearest_key]
        return [
            family_row(
                form, family_id_of(similar.nearest_key), lead,
                f"名称相似度 {similar.similarity:.2f}：“{form.name.stem}”与“{lead}”", similar.similarity, BY_SIMILARITY,
            )
            for form in members
        ]  # fmt: skip
    said = f"名称归一后一致：{names[key]}" if len(members) > 1 else f"没有同名项目，自成一族：{names[key]}"
    return [family_row(form, family_id_of(key), names[key], said, 1.0, BY_NAME) for form in members]
