"""The rules of the trade that no form read so far can break, each with the reason why it is not run.

Input: `etl/audit/rules_not_run.csv` (rule_id, rule_title, reason in Chinese; sorted by id). Output: `RuleNotRun`s.
Stage: audit. The list is published beside the rules that run, so that an analyst sees what was not looked at.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from etl.audit.read_rules import InvalidRuleError

RULES_NOT_RUN = Path(__file__).parent / "rules_not_run.csv"
COLUMNS = ["rule_id", "rule_title", "reason"]


@dataclass(frozen=True, slots=True)
class RuleNotRun:
    """One rule without a query: its id, its Chinese title, and why the tables cannot carry it, in one sentence."""

    rule_id: str
    rule_title: str
    reason: str


def load_rules_not_run(run_ids: Collection[str], path: Path = RULES_NOT_RUN) -> tuple[RuleNotRun, ...]:
    """The rules that are not run, in order of id.

    Raises InvalidRuleError where a line is incomplete, out of order or doubled, and where a rule has a query after all.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
    if reader.fieldnames != COLUMNS:
        raise InvalidRuleError(f"{path.name}: the columns are {', '.join(COLUMNS)}")
    for row in rows:
        if None in row or not all(row[name] and row[name].strip() for name in COLUMNS):
            raise InvalidRuleError(f"{path.name}: a line needs {', '.join(COLUMNS)}: {row}")
    ids = [row["rule_id"] for row in rows]
    if ids != sorted(set(ids)):
        raise InvalidRuleError(f"{path.name}: lines are sorted by rule_id, each once")
    if both := sorted(set(ids) & set(run_ids)):
        raise InvalidRuleError(f"{path.name}: {', '.join(both)} has a query and is run")
    return tuple(RuleNotRun(**row) for row in rows)
