"""What breaks the rules: every rule query run over the core tables, each broken row with the place where it is printed.

Input: a DuckDB connection that knows the core_ tables and raw_form_field, and what the bureau decided about the rules.
Output: the rows of `audit_finding`, part by part, and the tables that describe the rules (describe_rules.py). Stage:
audit; it judges and repairs nothing. `row_no` of a finding is a row of core_indicator, and null when the form as a
whole is meant.
"""

import hashlib
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import polars as pl

from etl.audit.bureau_choice import BureauChoice, choose_rules
from etl.audit.describe_rules import describe_rules
from etl.audit.read_rules import SEVERITIES, Rule, load_rules
from etl.audit.reference_tables import register_reference_tables
from etl.schema.declared_schema import load_tables

BROKEN_ROW_SCHEMA: dict[str, pl.DataType] = {
    "project_id": pl.String(),
    "row_no": pl.Int64(),
    "message": pl.String(),
    "expected": pl.String(),
    "printed": pl.String(),
}
OVERRIDES = ("severity", "field")
FOUND_NOTHING = pl.DataFrame(schema={**dict.fromkeys(("rule_id", *OVERRIDES), pl.String()), **BROKEN_ROW_SCHEMA})
WITHOUT_WORDS = "表上有的值没有印出，这一条说不完整，请看原件。"
ID_COLUMNS = ("rule_id", "project_id", "row_no", "expected", "printed")
SAID = ("message", "severity", "section_code", "place_text", "line_no")  # all that a finding has besides
PLACED_AT_ONCE = 100_000  # findings; to place them every printed field is read once
AS_DECLARED = BureauChoice()
PLACES_QUERY = (Path(__file__).parent / "place_findings.sql").read_text("utf-8")
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")  # a copy of few rows takes less than a second plan


def run_rules(
    connection: duckdb.DuckDBPyConnection, keep: Callable[[pl.DataFrame], None], choice: BureauChoice = AS_DECLARED
) -> dict[str, pl.DataFrame]:
    """The tables that describe the rules; `keep` is given what they find, the findings of several rules at once.

    Shape: findings are rows of `audit_finding`, one a broken rule. `meta_rule`, one row a rule, those without a
    finding, those that are off and those that no table can carry too; `meta_rule_parameter`, `meta_reference_list`.
    Raises InvalidRuleError on a faulty header, InvalidChoiceError on a choice that no rule has, ValueError where a
    query does not return what a rule returns.
    """
    rules = choose_rules(load_rules(), choice)
    columns = [pl.col(name).cast(data_type) for name, data_type in load_tables()["audit_finding"].schema.items()]
    counts: dict[str, int] = {}
    waiting: list[pl.DataFrame] = []
    for rule in rules:
        if rule.off_reason is None:
            waiting.append(find_broken_rows(connection, rule))
            counts[rule.rule_id] = waiting[-1].height
        if waiting and (rule is rules[-1] or sum(one.height for one in waiting) >= PLACED_AT_ONCE):
            keep(place_findings(connection, pl.concat(waiting)).select(columns))
            waiting = []
    return describe_rules(rules, counts)


def find_broken_rows(connection: duckdb.DuckDBPyConnection, rule: Rule) -> pl.DataFrame:
    """The rows that break one rule, each with rule_id, severity and the field (section.name) it is about.

    Where a value that a message quotes is not printed, the message is the rule's title: one form stops no build. Raises
    ValueError where a column is missing or unknown, a message is blank, or a severity is none of 高 中 低 or above the
    declared one, which meta_rule shows as the highest possible.
    """
    register_reference_tables(connection, rule.query)
    answer = connection.execute(rule.query, rule.values)  # planned once; a relation is planned twice
    found = pl.DataFrame(answer.to_arrow_table())
    if set(found.columns) - set(OVERRIDES) != set(BROKEN_ROW_SCHEMA):
        raise ValueError(f"rule {rule.rule_id} returns {found.columns}, expected {list(BROKEN_ROW_SCHEMA)}")
    if found.is_empty():  # most rules find nothing, and typing nothing takes as long as asking
        return FOUND_NOTHING
    declared = {"severity": rule.severity, "field": rule.field}
    given = [pl.col(name) if name in found.columns else pl.lit(declared[name]).alias(name) for name in OVERRIDES]
    typed = (
        found.lazy()
        .with_columns(*given)
        .select(
            pl.lit(rule.rule_id).alias("rule_id"),
            *(pl.col(name).cast(pl.String()) for name in OVERRIDES),
            *(pl.col(name).cast(data_type) for name, data_type in BROKEN_ROW_SCHEMA.items()),
        )
    )
    found = typed.with_columns(pl.col("message").fill_null(f"{rule.title}：{WITHOUT_WORDS}")).collect()
    faulty = found.filter(
        ~pl.col("severity").is_in(SEVERITIES[SEVERITIES.index(rule.severity) :]).fill_null(False)
        | (pl.col("message") == "")
        | pl.col("project_id").is_null()
    )
    if not faulty.is_empty():
        raise ValueError(
            f"rule {rule.rule_id} returns a row without message, project or possible severity: {faulty.row(0)}"
        )
    return found


def place_findings(connection: duckdb.DuckDBPyConnection, broken: pl.DataFrame) -> pl.DataFrame:
    """The broken rows as findings: each once, with document and place, and a name that stays.

    The name stays the same as long as the rule, the row and the printed cells stay the same. Where a rule says several
    things of the same cells, as of one number that a goal promises twice, what it says is part of the name.
    """
    connection.register("broken_rows", broken.with_row_index("broken_no"))
    placed: pl.DataFrame = connection.sql(PLACES_QUERY).pl()
    connection.unregister("broken_rows")
    is_shared = placed["finding_id"].is_duplicated()
    alike = placed.filter(is_shared).unique()
    is_still_shared = alike["finding_id"].is_duplicated()
    told_apart = alike.filter(is_still_shared)
    told_apart = told_apart.with_columns(_name_rows(told_apart, (*ID_COLUMNS, *SAID)).alias("finding_id"))
    return pl.concat([placed.filter(~is_shared), alike.filter(~is_still_shared), told_apart])


def _name_rows(findings: pl.DataFrame, columns: Iterable[str]) -> pl.Series:
    """A name for each row that follows from what it has in these columns."""
    texts = [pl.col(name).cast(pl.String()).fill_null("None") for name in columns]
    joined = findings.select(pl.concat_str(texts, separator="\x1f")).to_series()
    return pl.Series([hashlib.sha256(text.encode()).hexdigest()[:16] for text in joined], dtype=pl.String())
