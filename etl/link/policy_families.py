"""The hand-kept dictionary of project families: which family a name belongs to by its words. Part of the link stage.

Input: etl/reference/policy_families.csv and a normalised name. Output: a `PolicyMatch`, or None.
A row of kind `policy` is money that goes to people or works; `service` and `office` rows are what any unit buys.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

POLICY_FAMILIES_FILE = Path(__file__).parent.parent / "reference" / "policy_families.csv"
KIND_ORDER = {"service": 0, "policy": 1}
# The office work around a policy. Its money is not the policy's money, so it makes a family of its own.
OFFICE_WORK = re.compile(
    r"工作(?:专项)?经费|专项工作|工作费|检查|宣传|宣教|普法|培训|审计|评估|评价|绩效|调查|巡查|督导|督查|核查|审核|复核|监督|监管"
    r"|管理(?:经费|费)|经办|办公|会议|业务(?:经费|费)"
)


@dataclass(frozen=True, slots=True)
class PolicyFamily:
    """One row of the dictionary. `department_pattern` limits it to departments whose name matches."""

    family_id: str
    family_name: str
    kind: str
    pattern: re.Pattern[str]
    excluded_pattern: re.Pattern[str] | None
    department_pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class PolicyMatch:
    """The family that the dictionary gives, and the words that decided."""

    family_id: str
    family_name: str
    evidence: str


@cache
def load_policy_families() -> tuple[PolicyFamily, ...]:
    """Every row of the dictionary. Raises re.error where a pattern is none, KeyError where a kind is unknown."""

    def compiled(text: str) -> re.Pattern[str] | None:
        return re.compile(text) if text else None

    with POLICY_FAMILIES_FILE.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (KIND_ORDER[row["kind"]], row["family_id"], row["pattern"]))
    return tuple(
        PolicyFamily(
            row["family_id"], row["family_name"], row["kind"], re.compile(row["pattern"]),
            compiled(row["excluded_pattern"]), compiled(row["department_pattern"]),
        )
        for row in rows
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def find_policy(plain_name: str, owner_name: str) -> PolicyMatch | None:
    """The dictionary's family of a plain name; services before policies, then the longest words that match.

    `owner_name`: department and unit, which some rows ask for.
    """
    best: tuple[tuple[int, int, str], PolicyFamily, re.Match[str]] | None = None
    for family in load_policy_families():
        found = family.pattern.search(plain_name)
        if not found or (family.excluded_pattern and family.excluded_pattern.search(plain_name)):
            continue
        if family.department_pattern and not family.department_pattern.search(owner_name):
            continue
        rank = (KIND_ORDER[family.kind], -len(found[0]), family.family_id)
        if best is None or rank < best[0]:
            best = (rank, family, found)
    return described(best[1], best[2], plain_name) if best else None


def described(family: PolicyFamily, found: re.Match[str], plain_name: str) -> PolicyMatch:
    """The match in words; the office work around a policy is kept apart from the policy's own money."""
    around = plain_name[: found.start()] + " " + plain_name[found.end() :]
    office = OFFICE_WORK.search(around) if family.kind == "policy" else None
    if office:
        return PolicyMatch(
            f"{family.family_id}_office",
            f"{family.family_name}（工作经费）",
            f"词典：名称含“{found[0]}”，又含“{office[0]}”，属工作经费，与{family.family_name}本身的资金分开",
        )
    return PolicyMatch(family.family_id, family.family_name, f"词典：名称含“{found[0]}”，归入{family.family_name}")
