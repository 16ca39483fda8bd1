"""Core tables of made-up forms as a large build holds them: fifteen indicators a form, names that repeat and rare ones.

Output: frames of the declared schema for every raw_ and core_ table that rules read. The same count gives the same
tables. Units report the same projects in three years; most scores are full, few have a reason, some texts are copied.
"""

import polars as pl

from benchmarks.made_columns import choose, draw, keyed
from benchmarks.made_core_indicators import SLOTS, make_indicators, make_reasons
from benchmarks.made_corpus import DEEDS, OBJECTS, PLACES
from etl.normalise.compared_text import fingerprint_key
from etl.normalise.reference_lists import REFERENCE_FOLDER
from etl.schema.declared_schema import load_tables

PROJECTS_OF_UNIT, YEARS = 20, (2022, 2023, 2024)
DECLARED_SHARE = 0.15
SHARED_GOAL = "严格依据规定标准发放资金，确保发放及时、准确、足额，做到应发尽发，提高群众满意度。"
DEPARTMENTS = ("卫生健康局", "教育局", "民政局", "水务局", "交通运输局", "医疗保障局", "农业农村局", "文化和旅游局")
POINTS = pl.Decimal(9, 4)
Frames = dict[str, pl.DataFrame]


def complete(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every declared column of the table, null where nothing was made."""
    schema = load_tables()[name].schema
    missing = [pl.lit(None).alias(column) for column in schema if column not in frame.columns]
    made = frame.with_columns(missing)
    return made.select(pl.col(column).cast(data_type) for column, data_type in schema.items())


def make_core_tables(indicator_count: int) -> Frames:
    """Every raw_ and core_ table, for so many indicators."""
    projects = make_projects(indicator_count // len(SLOTS))
    indicators = make_indicators(projects)
    frames = {
        "core_project": add_totals(projects, indicators),
        "core_fund": make_funds(projects),
        "core_indicator": indicators,
        "core_deviation_reason": make_reasons(indicators),
        "core_project_family": make_families(projects),
        "core_text_copy": make_copies(projects),
        "core_text_quantity": make_quantities(projects),
        "raw_form_field": make_fields(projects, indicators),
    }
    layers = [name for name in load_tables() if name.startswith(("raw_", "core_"))]
    return {name: complete(name, frames.get(name, pl.DataFrame())) for name in layers}


def make_projects(count: int) -> pl.DataFrame:
    """Forms: units of real counties, each with its projects in every year; one document a unit and year."""
    return (
        add_form_texts(number_forms(count))
        .with_columns(
            pl.lit(len(SLOTS)).alias("indicator_count"),
            pl.lit("万元").alias("money_unit"),
            pl.lit(100).alias("total_weight_points"),
            (draw("index", 9) * 2e6 + 1e4).round(2).alias("budget_yuan"),
            pl.when(draw("index", 10) < 0.5).then(1.0).otherwise(1.5 - draw("index", 10)).alias("spent_share"),
            (pl.col("form_no") * 40).alias("line_no"),
            (pl.col("form_no") * 40 + 35).alias("line_end_no"),
        )
        .with_columns((pl.col("budget_yuan") * pl.col("spent_share")).round(2).alias("executed_yuan"))
    )


def number_forms(count: int) -> pl.DataFrame:
    """One row a form with its number, document, year, county and kind, and the number that its years share."""
    is_county = (pl.col("level") == "county") & (pl.col("year_to") == "2024")
    counties = pl.read_csv(REFERENCE_FOLDER / "divisions.csv", infer_schema=False).filter(is_county)
    counties = counties.select("code", "name", pl.int_range(pl.len()).alias("county_no"))
    index = pl.col("index")
    unit_no = index // (PROJECTS_OF_UNIT * len(YEARS))
    kind = pl.when(draw("index", 6) < DECLARED_SHARE).then(pl.lit("target_declaration"))
    forms = pl.DataFrame({"index": pl.int_range(count, eager=True)}).with_columns(
        unit_no.alias("unit_no"),
        (unit_no * 37 % counties.height).alias("county_no"),
        (index % PROJECTS_OF_UNIT + 1).alias("form_no"),
        (index // PROJECTS_OF_UNIT % len(YEARS) + YEARS[0]).alias("fiscal_year"),
        (unit_no * PROJECTS_OF_UNIT + index % PROJECTS_OF_UNIT).alias("stable_no"),
        pl.format("made-{}", index.cast(pl.String).str.zfill(7)).alias("project_id"),
        pl.format("document-{}", index // PROJECTS_OF_UNIT).alias("document_id"),
        kind.otherwise(pl.lit("self_evaluation")).alias("form_type"),
    )
    return forms.join(counties, on="county_no").sort("index").rename({"code": "division_code"})


def add_form_texts(forms: pl.DataFrame) -> pl.DataFrame:
    """The names, goals and completions of the forms: every tenth goal is one text, every tenth completion its goal."""
    forms = forms.with_columns(
        (pl.col("name") + choose(DEPARTMENTS, draw("unit_no", 1))).alias("unit_name"),
        pl.concat_str(
            choose(PLACES, draw("stable_no", 2)),
            choose(OBJECTS, draw("stable_no", 3)),
            choose(DEEDS, draw("stable_no", 4)),
        ).alias("deed_text"),
    )
    goal = pl.format("完成{}{}处，做好日常管理和巡查，保障设施正常运行。", "deed_text", pl.col("stable_no") % 97)
    done = pl.format("已完成{}{}处，设施运行正常。", "deed_text", pl.col("stable_no") % 89)
    ending = choose(("经费", "项目", "专项资金", "（运维）"), draw("stable_no", 7))
    forms = forms.with_columns(
        pl.col("unit_name").alias("department_name"),
        pl.col("unit_name").alias("responsible_name"),
        pl.lit(False).alias("is_transfer"),
        (pl.col("deed_text") + ending).alias("project_name"),
        pl.when(draw("index", 5) < 0.1).then(pl.lit(SHARED_GOAL)).otherwise(goal).alias("goal_text"),
    )
    copied = pl.when(draw("index", 8) < 0.1).then("goal_text").otherwise(done)
    forms = forms.with_columns(copied.alias("completion_text")).with_columns(
        keyed("goal_text").alias("goal_key"), keyed("completion_text").alias("completion_key")
    )
    return forms.with_columns(
        pl.col("goal_key").map_elements(fingerprint_key, return_dtype=pl.String).alias("goal_fingerprint"),
        pl.col("goal_key").str.contains("[0-9]").alias("has_goal_digit"),
        pl.col("completion_key").str.contains("[0-9]").alias("has_completion_digit"),
        (pl.col("goal_key") == pl.col("completion_key")).cast(pl.Float64).alias("goal_completion_similarity"),
    )


def add_totals(projects: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The forms with the total score that their rows and the execution rate give."""
    scores = indicators.group_by("project_id").agg(pl.col("score_points").cast(pl.Float64).sum().alias("scores"))
    joined = projects.join(scores, on="project_id", how="left", maintain_order="left")
    total = (pl.col("scores") + 10 * pl.col("executed_yuan") / pl.col("budget_yuan")).round(2)
    return joined.with_columns(
        pl.when(pl.col("form_type") == "self_evaluation").then(total.cast(POINTS)).alias("total_score_points"),
        pl.lit("优").alias("printed_grade"),
        pl.lit("优").alias("derived_grade"),
    )


def make_funds(projects: pl.DataFrame) -> pl.DataFrame:
    """Four rows of money a form; every tenth form was raised in the year."""
    initial = pl.col("budget_yuan") * pl.when(draw("index", 11) < 0.1).then(0.7).otherwise(1.0)
    evaluated = pl.col("form_type") == "self_evaluation"
    rate = (pl.col("executed_yuan") / pl.col("budget_yuan")).round(4)
    rows = []
    for row_no, code in enumerate(("total", "current_appropriation", "carryover", "other"), start=1):
        share = 1.0 if row_no < 3 else 0.0
        rows.append(
            projects.select(
                "project_id", "fiscal_year", "division_code",
                pl.lit(row_no).alias("row_no"), pl.lit(code).alias("fund_source_code"),
                (initial * share).round(2).alias("initial_budget_yuan"),
                pl.when(evaluated).then((pl.col("budget_yuan") * share).round(2)).alias("adjusted_budget_yuan"),
                pl.when(evaluated).then((pl.col("executed_yuan") * share).round(2)).alias("executed_yuan"),
                pl.when(evaluated & (row_no == 1)).then(10).alias("weight_points"),
                pl.when(evaluated & (row_no == 1)).then((rate * 10).round(2)).alias("score_points"),
                pl.when(evaluated & (row_no == 1)).then(rate).alias("printed_execution_rate"),
                pl.when(evaluated & (row_no == 1)).then(rate).alias("execution_rate"),
            )
        )  # fmt: skip
    return pl.concat(rows)


def make_families(projects: pl.DataFrame) -> pl.DataFrame:
    """Families over all districts by what is done to what; every tenth form is a batch of money from above."""
    name = pl.col("deed_text").str.slice(2)
    return projects.with_columns(
        name.alias("family_id"),
        name.alias("family_name"),
        pl.col("deed_text").alias("project_key"),
        pl.when(draw("index", 18) < 0.1).then(pl.format("社{}", pl.col("stable_no") % 99999)).alias("allocation_text"),
    )


def make_copies(projects: pl.DataFrame) -> pl.DataFrame:
    """The goals that many forms share, each beside the first of its unit and year."""
    shared = projects.filter(pl.col("goal_text") == SHARED_GOAL)
    first = pl.col("project_id").first().over("document_id")
    copies = shared.with_columns(
        pl.lit("goal").alias("field_name"),
        pl.lit("unit").alias("copy_scope"),
        first.alias("other_project_id"),
        pl.lit("goal").alias("other_field_name"),
        pl.lit(1.0).alias("text_similarity"),
        pl.lit(len(SHARED_GOAL)).alias("character_count"),
        pl.col("document_id").alias("cluster_id"),
        pl.len().over("document_id").alias("member_count"),
    )
    return copies.filter(pl.col("project_id") != pl.col("other_project_id"))


def make_quantities(projects: pl.DataFrame) -> pl.DataFrame:
    """One quantity of every completion that prints one."""
    return projects.filter(pl.col("has_completion_digit")).with_columns(
        pl.lit("completion").alias("field_name"),
        pl.lit(1).alias("quantity_no"),
        (pl.col("stable_no") % 89).cast(pl.Float64).alias("quantity_value"),
        pl.lit("处").alias("quantity_unit"),
        pl.lit("count").alias("quantity_kind"),
        pl.col("deed_text").alias("subject_text"),
        pl.col("completion_text").alias("clause_text"),
        pl.lit(1).alias("row_no"),
        pl.lit(0.6).alias("match_rate"),
        pl.format("{}处", pl.col("stable_no") % 89).alias("quantity_text"),
    )


def make_fields(projects: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The printed fields that findings point to."""
    forms = {"project_name": "project_name", "goal": "goal_text", "completion": "completion_text"}
    rows = {"level3": "level3_name", "target": "target_text", "actual": "actual_text", "score": "score_points"}
    no_row = pl.lit(None, dtype=pl.Int64)
    parts = [printed(projects, "form", *field, no_row, pl.col("line_no")) for field in forms.items()]
    row_no, line_no = pl.col("row_no"), pl.col("row_no") + 20
    parts += [printed(indicators, "indicator", *field, row_no, line_no) for field in rows.items()]
    return pl.concat(parts)


def printed(
    frame: pl.DataFrame, section: str, field_name: str, column: str, row_no: pl.Expr, line_no: pl.Expr
) -> pl.DataFrame:
    """One printed field of every row of a frame."""
    return frame.select(
        "project_id",
        pl.lit(section).alias("section_code"),
        pl.lit(field_name).alias("field_name"),
        pl.col(column).cast(pl.String).alias("printed_text"),
        row_no.cast(pl.Int64).alias("row_no"),
        line_no.cast(pl.Int64).alias("line_no"),
        pl.lit(4).alias("column_no"),
    )
