"""What the rules would find under other thresholds: only the rules that differ are asked again, on the build in use.

Input: a `WhatIf` of the analyst; the queries, thresholds and word lists that the build carries. Output: the findings
under it, as a table that stands in for audit_finding. Side of the pages. Values are bound to declared parameters and
held within their declared range; nothing of the build changes.
"""

import io
import time
from functools import lru_cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.csv

from pages.queries.build_folder import Build, QuestionError
from pages.queries.published_db import ask_published, build_in_use, fetch, fetch_rows, load_question
from pages.queries.published_db_stand_in import StandIn
from pages.queries.row_part import RowPart

MOST_SECONDS = 60  # of all rules together: an address can name every one of them
FEWER_RULES = "请从左侧重新进入本页，少试几条规则。"
KEPT_JUDGEMENTS = 16  # tables of what rules find under other thresholds, a few MB each
REFERENCE_PREFIX = "reference_"


class WhatIf(NamedTuple):
    """What an analyst tries: rules left out, rules of the bureau's list of those that are off, and thresholds."""

    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    values: tuple[tuple[str, str, float], ...] = ()  # rule, parameter, value; only where it is not the one in force

    @property
    def asked_again(self) -> list[str]:
        """The rules whose queries have to run: those with another threshold, and those switched on."""
        return sorted({*(rule for rule, _, _ in self.values), *self.on} - {*self.off})


AS_PUBLISHED = WhatIf()


def load_rules() -> dict[str, dict[str, Any]]:
    """The rules that can be asked again, by id."""
    return {row["rule_id"]: row for row in fetch_rows("runnable_rules")}


def load_parameters() -> dict[tuple[str, str], dict[str, Any]]:
    """The thresholds by rule and name."""
    return {(row["rule_id"], row["parameter_name"]): row for row in fetch_rows("rule_parameters")}


def judged_by(what_if: WhatIf) -> StandIn | None:
    """The findings under a what-if, to hand to `fetch`; None where it is what the build holds.

    *Raises* QuestionError where a rule takes too long, DamagedBuildError where a rule is none.
    """
    return None if what_if == AS_PUBLISHED else _judge(build_in_use(), what_if)


@lru_cache(maxsize=KEPT_JUDGEMENTS)
def _judge(build: Build, what_if: WhatIf) -> StandIn:
    kept = fetch("published_findings", part=RowPart(limit=0))
    found, end = [kept], time.monotonic() + MOST_SECONDS
    for rule_id in what_if.asked_again:
        if time.monotonic() > end:
            raise QuestionError(f"试算的规则太多，超过 {MOST_SECONDS} 秒，已停止；{FEWER_RULES}")
        try:
            found.append(_rerun(build, rule_id, _values_of(rule_id, what_if)).cast(kept.schema))
        except QuestionError as error:
            raise QuestionError(f"试算规则 {rule_id} 用的时间或内存过多，已停止；{FEWER_RULES}") from error
    tried = pa.table({"rule_id": pa.array([*what_if.off, *what_if.asked_again], pa.string())})
    tables = {"tried_rule": tried, "tried_finding": pa.concat_tables(found)}
    return StandIn(("findings", *what_if), tables, {"audit_finding": load_question("judged_findings")})


def changed_by(what_if: WhatIf) -> StandIn:
    """The rules tried and what they find, beside the findings of the build."""
    judged = judged_by(what_if) or _judge(build_in_use(), what_if)
    return StandIn(("changed", *what_if), judged.tables)


def _values_of(rule_id: str, what_if: WhatIf) -> tuple[tuple[str, float], ...]:
    """What to bind to the parameters of a rule: the value tried, within the declared range, else the one in force."""
    tried = {name: value for rule, name, value in what_if.values if rule == rule_id}
    values = []
    for (rule, name), row in load_parameters().items():
        if rule == rule_id:
            value = tried.get(name, row["value_in_force"])
            values.append((name, min(max(value, row["lowest_value"]), row["highest_value"])))
    return tuple(values)


@lru_cache(maxsize=KEPT_JUDGEMENTS)
def _rerun(build: Build, rule_id: str, values: tuple[tuple[str, float], ...]) -> pa.Table:
    """The findings of one rule with these values, shaped as audit_finding."""
    rule = load_rules()[rule_id]
    found = ask_published(build, rule["query_text"], dict(values), StandIn(("lists",), _reference_tables()))
    declared = {"severity": rule["severity"], "field": f"{rule['section_code']}.{rule['field_name']}"}
    for name, value in declared.items():
        if name not in found.column_names:
            found = found.append_column(name, pa.array([value] * found.num_rows, pa.string()))
    stand_in = StandIn(("rerun", rule_id, values), {"rerun_row": found})
    return fetch("rerun_findings", {"rule_id": rule_id}, stand_in)


def _reference_tables() -> dict[str, pa.Table]:
    """The word lists that rules join, every column text, blank cells empty."""
    tables = {}
    for row in fetch_rows("rule_lists"):
        content = io.BytesIO(row["content_text"].encode())
        names = row["content_text"].partition("\n")[0].split(",")
        as_text = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
        tables[REFERENCE_PREFIX + row["list_name"]] = pyarrow.csv.read_csv(content, convert_options=as_text)
    return tables
