"""What breaks the rules: every rule query run over the core tables, each broken row with the place where it is printed.

Input: a DuckDB connection that knows the core_ tables and raw_form_field, and what the bureau decided about the rules.
Output: the frame `audit_finding` and the tables that describe the rules (describe_rules.py). Stage: audit; it judges
and repairs nothing. `row_no` of a finding is a row of core_indicator, and null when the form as a whole is meant.
"""

import hashlib
from collections.abc import Iterable

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
ID_COLUMNS = ("rule_id", "project_id", "row_no", "expected", "printed")
SAID = ("message", "severity", "section_code", "place_text", "line_no")  # all that a finding has besides
NOTHING_BROKEN = pl.DataFrame(
    schema={"rule_id": pl.String(), "severity": pl.String(), "field": pl.String(), **BROKEN_ROW_SCHEMA}
)
AS_DECLARED = BureauChoice()
PLACE_COLUMNS = ("project_id", "section_code", "field_name", "row_no", "line_no", "column_no")


def run_rules(
    connection: duckdb.DuckDBPyConnection, choice: BureauChoice = AS_DECLARED
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Findings, and the tables that describe the rules.

    Shape: `audit_finding`, one row a broken rule; `meta_rule`, one row a rule, those without a finding, those that
    are off and those that no table can carry too; `meta_rule_parameter`, `meta_reference_list`.
    Raises InvalidRuleError on a faulty header, InvalidChoiceError on a choice that no rule has, ValueError where a
    query does not return what a rule returns.
    """
    rules = choose_rules(load_rules(), choice)
    found = [find_broken_rows(connection, rule) for rule in rules if rule.off_reason is None]
    broken = pl.concat([NOTHING_BROKEN, *found])
    findings = _with_ids(_with_places(connection, broken).unique(maintain_order=True))
    table = load_tables()["audit_finding"]
    declared = findings.select(pl.col(name).cast(data_type) for name, data_type in table.schema.items())
    counts = dict(broken.group_by("rule_id").len().iter_rows())
    return declared.sort(table.sort, nulls_last=True, maintain_order=True), describe_rules(rules, counts)


def find_broken_rows(connection: duckdb.DuckDBPyConnection, rule: Rule) -> pl.DataFrame:
    """The rows that break one rule, each with rule_id, severity and the field (section.name) it is about.

    Raises ValueError where a column is missing or unknown, a message is blank, or a severity is none of 高 中 低 or
    above the declared one, which meta_rule shows as the highest possible.
    """
    register_reference_tables(connection, rule.query)
    found: pl.DataFrame = connection.sql(rule.query, params=rule.values).pl()
    if set(found.columns) - set(OVERRIDES) != set(BROKEN_ROW_SCHEMA):
        raise ValueError(f"rule {rule.rule_id} returns {found.columns}, expected {list(BROKEN_ROW_SCHEMA)}")
    declared = {"severity": rule.severity, "field": rule.field}
    given = [pl.col(name) if name in found.columns else pl.lit(declared[name]).alias(name) for name in OVERRIDES]
    found = found.with_columns(*given).select(
        pl.lit(rule.rule_id).alias("rule_id"),
        *(pl.col(name).cast(pl.String()) for name in OVERRIDES),
        *(pl.col(name).cast(data_type) for name, data_type in BROKEN_ROW_SCHEMA.items()),
    )
    faulty = found.filter(
        ~pl.col("severity").is_in(SEVERITIES[SEVERITIES.index(rule.severity) :]).fill_null(False)
        | (pl.col("message").fill_null("") == "")
        | pl.col("project_id").is_null()
    )
    if not faulty.is_empty():
        raise ValueError(
            f"rule {rule.rule_id} returns a row without message, project or possible severity: {faulty.row(0)}"
        )
    return found


def _with_places(connection: duckdb.DuckDBPyConnection, broken: pl.DataFrame) -> pl.DataFrame:
    """Broken rows with document and place: the line of the field, or the lines of a form that does not print it."""
    forms = connection.table("core_project").pl()
    forms = forms.select("project_id", "document_id", pl.col("line_no").alias("form_line_no"), "line_end_no")
    totals = connection.table("core_fund").pl().filter(pl.col("fund_source_code") == "total")
    totals = totals.group_by("project_id").agg(pl.col("row_no").min().alias("total_row_no"))
    fields = connection.table("raw_form_field").select(*PLACE_COLUMNS).pl()
    fields = fields.select(
        "project_id",
        pl.concat_str("section_code", pl.lit("."), "field_name").alias("field"),
        pl.col("row_no").fill_null(0).alias("printed_row_no"),
        pl.col("line_no").alias("printed_line_no"),
        "column_no",
    ).join(broken, on=["project_id", "field"], how="semi")
    fields = fields.unique(("project_id", "field", "printed_row_no"), keep="first", maintain_order=True)
    meant_row = pl.when(pl.col("field").str.starts_with("fund.")).then("total_row_no").otherwise("row_no").fill_null(0)
    placed = broken.join(forms, on="project_id", how="left").join(totals, on="project_id", how="left")
    placed = placed.with_columns(meant_row.alias("printed_row_no"))
    placed = placed.join(fields, on=["project_id", "field", "printed_row_no"], how="left")
    printed_place = pl.format("第 {} 行第 {} 格", "printed_line_no", "column_no")
    form_place = pl.format("第 {} 至 {} 行的表内，该项空白或未印", "form_line_no", "line_end_no")
    return placed.select(
        pl.lit("rule").alias("source_kind"),
        "rule_id",
        "severity",
        "document_id",
        "project_id",
        pl.col("field").str.split(".").list.first().alias("section_code"),
        pl.col("field").str.split(".").list.last().alias("field_name"),
        "row_no",
        "message",
        "expected",
        "printed",
        pl.coalesce("printed_line_no", "form_line_no").alias("line_no"),
        pl.coalesce(printed_place, form_place).alias("place_text"),
    )


def _with_ids(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings with names that stay the same as long as the rule, the row and the printed cells stay the same.

    Where a rule says several things of the same cells, as of one number that a goal promises twice, what it says is
    part of the name.
    """
    named = findings.with_columns(_name_rows(findings, ID_COLUMNS).alias("finding_id"))
    is_shared = named["finding_id"].is_duplicated()
    alike = named.filter(is_shared)
    alike = alike.with_columns(_name_rows(alike, (*ID_COLUMNS, *SAID)).alias("finding_id"))
    return pl.concat([named.filter(~is_shared), alike])


def _name_rows(findings: pl.DataFrame, columns: Iterable[str]) -> pl.Series:
    """A name for each row that follows from what it has in these columns."""
    texts = [pl.col(name).cast(pl.String()).fill_null("None") for name in columns]
    joined = findings.select(pl.concat_str(texts, separator="\x1f")).to_series()
    return pl.Series([hashlib.sha256(text.encode()).hexdigest()[:16] for text in joined], dtype=pl.String())
