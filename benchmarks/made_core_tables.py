"""Core tables of made-up forms as a large build holds them: fifteen indicators a form, names that repeat and rare ones.

Output: frames of the declared schema for every raw_ and core_ table that rules read. The same count gives the same
tables. Units report the same projects in three years; most scores are full, few have a reason, some texts are copied.
"""

import polars as pl

from benchmarks.made_corpus import DEEDS, OBJECTS, PLACES, REASONS, UNITS
from etl.normalise.compared_text import compared_key, fingerprint_key
from etl.normalise.reference_lists import REFERENCE_FOLDER
from etl.schema.declared_schema import load_tables

PROJECTS_OF_UNIT, YEARS = 20, (2022, 2023, 2024)
DECLARED_SHARE = 0.15
SLOTS = (
    *[("产出指标", "数量指标", "output_quantity", 5)] * 4,
    *[("产出指标", "质量指标", "output_quality", 5)] * 3,
    *[("产出指标", "时效指标", "output_timeliness", 5)] * 2,
    ("产出指标", "成本指标", "output_cost", 5),
    ("效益指标", "经济效益指标", "benefit_economic", 6),
    *[("效益指标", "社会效益指标", "benefit_social", 8)] * 2,
    ("效益指标", "可持续影响指标", "benefit_sustainable", 8),
    ("满意度指标", "服务对象满意度指标", "satisfaction", 10),
)
"""Level 1, level 2, category and points of each row of a form."""
NAMES = {
    "output_quantity": ("完成数量", "检查次数", "服务人次", "预算资金执行率", "培训人数", "采购数量", "覆盖率", "发放人数"),
    "output_quality": ("验收合格率", "达标率", "准确率", "工作完成质量", "规范性", "合同签订率"),
    "output_timeliness": ("完成及时性", "资金拨付及时性", "按时完成率", "响应及时率"),
    "output_cost": ("成本控制", "项目成本", "人均成本", "预算控制数"),
    "benefit_economic": ("节约资金", "带动就业", "资金使用效益", "政策知晓率"),
    "benefit_social": ("政策知晓率", "社会影响力", "群众获得感", "安全生产水平", "公共服务水平"),
    "benefit_sustainable": ("长效机制建设", "制度健全性", "持续影响", "人才队伍建设"),
    "satisfaction": ("服务对象满意度", "群众满意度", "受益人员满意度", "工作人员满意率"),
}
WORDS = ("及时", "合理", "规范", "显著提升", "有效改善", "建立健全", "逐步提高", "完善")
DEPARTMENTS = ("卫生健康局", "教育局", "民政局", "水务局", "交通运输局", "医疗保障局", "农业农村局", "文化和旅游局")
POINTS = pl.Decimal(9, 4)
Frames = dict[str, pl.DataFrame]


def draw(column: str, salt: int) -> pl.Expr:
    """A number from 0 to 1 that follows from a column and the salt."""
    return (pl.col(column).hash(seed=salt) % 1_000_003) / 1_000_003


def choose(values: tuple[str, ...], chance: pl.Expr) -> pl.Expr:
    """One of the texts; the first ones more often, as names repeat."""
    place = (chance * chance * len(values)).cast(pl.Int64)
    return place.replace_strict(dict(enumerate(values)), return_dtype=pl.String)


def keyed(column: str) -> pl.Expr:
    """The text as rules compare it: each text that occurs is folded once."""
    return pl.col(column).map_batches(fold_texts, return_dtype=pl.String)


def fold_texts(texts: pl.Series) -> pl.Series:
    """The comparison key of every text of a column."""
    known = texts.drop_nulls().unique()
    keys = {text: compared_key(text) for text in known}
    return texts.replace_strict(keys, default=None, return_dtype=pl.String)


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
    counties = pl.read_csv(REFERENCE_FOLDER / "divisions.csv", infer_schema=False).filter(
        (pl.col("level") == "county") & (pl.col("year_to") == "2024")
    )
    a_year = PROJECTS_OF_UNIT * len(YEARS)
    base = pl.DataFrame({"index": pl.int_range(count, eager=True)}).with_columns(
        (pl.col("index") // a_year).alias("unit_no"),
        (pl.col("index") % PROJECTS_OF_UNIT).alias("place_in_unit"),
        (pl.col("index") // PROJECTS_OF_UNIT % len(YEARS)).alias("year_place"),
    )
    base = base.with_columns(
        (pl.col("unit_no") * PROJECTS_OF_UNIT + pl.col("place_in_unit")).alias("stable_no"),
        (pl.col("unit_no") * 37 % counties.height).alias("county_no"),
    ).join(counties.select("code", "name").with_row_index("county_no").cast({"county_no": pl.Int64}), on="county_no")
    base = base.sort("index").with_columns(
        (pl.col("name") + choose(DEPARTMENTS, draw("unit_no", 1))).alias("unit_name"),
        (
            choose(PLACES, draw("stable_no", 2)) + choose(OBJECTS, draw("stable_no", 3)) + choose(DEEDS, draw("stable_no", 4))
        ).alias("deed_text"),
    )
    goal = pl.when(draw("index", 5) < 0.1).then(pl.lit("严格依据规定标准发放资金，确保发放及时、准确、足额，加强资金监管，做到应发尽发，提高群众满意度。"))
    goal = goal.otherwise(pl.format("完成{}{}处，做好日常管理和巡查，保障设施正常运行。", "deed_text", pl.col("stable_no") % 97))
    return base.with_columns(
        pl.format("made-{}", pl.col("index").cast(pl.String).str.zfill(7)).alias("project_id"),
        pl.format("document-{}", pl.col("index") // PROJECTS_OF_UNIT).alias("document_id"),
        (pl.col("place_in_unit") + 1).alias("form_no"),
        pl.when(draw("index", 6) < DECLARED_SHARE)
        .then(pl.lit("target_declaration")).otherwise(pl.lit("self_evaluation")).alias("form_type"),
        (pl.col("year_place") + YEARS[0]).alias("fiscal_year"),
        pl.col("code").alias("division_code"),
        pl.col("unit_name").alias("department_name"),
        (pl.col("deed_text") + choose(("经费", "项目", "专项资金", "（运维）"), draw("stable_no", 7))).alias("project_name"),
        goal.alias("goal_text"),
    ).with_columns(
        pl.when(draw("index", 8) < 0.1).then("goal_text")
        .otherwise(pl.format("已完成{}{}处，设施运行正常。", "deed_text", pl.col("stable_no") % 89)).alias("completion_text"),
    ).with_columns(
        keyed("goal_text").alias("goal_key"), keyed("completion_text").alias("completion_key"),
        pl.lit(len(SLOTS)).alias("indicator_count"), pl.lit("万元").alias("money_unit"), pl.lit(100).alias("total_weight_points"),
        (draw("index", 9) * 2e6 + 1e4).round(2).alias("budget_yuan"), draw("index", 10).alias("spent_share"),
        (pl.col("form_no") * 40).alias("line_no"), (pl.col("form_no") * 40 + 35).alias("line_end_no"),
    ).with_columns(
        pl.col("goal_key").map_elements(fingerprint_key, return_dtype=pl.String).alias("goal_fingerprint"),
        pl.col("goal_key").str.contains("[0-9]").alias("has_goal_digit"),
        pl.col("completion_key").str.contains("[0-9]").alias("has_completion_digit"),
        (pl.col("goal_key") == pl.col("completion_key")).cast(pl.Float64).alias("goal_completion_similarity"),
        (pl.col("budget_yuan") * pl.when(pl.col("spent_share") < 0.5).then(1.0).otherwise(1.5 - pl.col("spent_share")))
        .round(2).alias("executed_yuan"),
    )  # fmt: skip


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


def make_indicators(projects: pl.DataFrame) -> pl.DataFrame:
    """The rows of every form: names that repeat over all units, and rare ones that are the project's own."""
    parts = []
    for row_no, (level1, level2, category, weight) in enumerate(SLOTS, start=1):
        rare = pl.col("deed_text") + choose(("完成率", "数量", "合格率", "及时性", "覆盖面", "情况"), draw("stable_no", 20 + row_no))
        common = choose(NAMES[category], draw("stable_no", 40 + row_no))
        parts.append(
            projects.select(
                "project_id", "fiscal_year", "division_code", "form_type", "stable_no", "index",
                pl.lit(row_no).alias("row_no"), pl.lit(level1).alias("level1_name"), pl.lit(level2).alias("level2_name"),
                pl.lit(category).alias("category_code"), pl.lit(weight).alias("weight_points"),
                pl.when(draw("stable_no", 60 + row_no) < 0.4).then(rare).otherwise(common).alias("level3_name"),
                draw("stable_no", 80 + row_no).alias("kind_chance"), draw("index", 100 + row_no).alias("result_chance"),
            )
        )  # fmt: skip
    return add_values(pl.concat(parts)).sort("project_id", "row_no")


def add_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Targets, results and scores: half of the targets are numbers, half of the numbers are reached exactly."""
    quality = pl.col("category_code").is_in(["output_quality", "satisfaction"]) | pl.col("level3_name").str.ends_with("率")
    cost = pl.col("category_code") == "output_cost"
    numeric = (pl.col("kind_chance") < 0.6) | (pl.col("category_code") == "satisfaction")
    unit = pl.when(quality).then(pl.lit("%")).when(cost).then(pl.lit("万元")).otherwise(choose(UNITS, draw("stable_no", 12)))
    size = (pl.col("kind_chance") * 500).round(0)
    aim = pl.when(quality).then(80 + size % 21).when(cost).then(size).otherwise(size + 1)
    times = pl.when(pl.col("result_chance") < 0.5).then(1.0).otherwise(0.7 + pl.col("result_chance") * 0.6)
    evaluated = pl.col("form_type") == "self_evaluation"
    rows = rows.with_columns(
        pl.when(numeric).then(pl.lit("numeric")).otherwise(pl.lit("qualitative")).alias("target_kind"),
        pl.when(numeric).then(pl.when(cost).then(pl.lit("≤")).otherwise(pl.lit("≥"))).alias("target_operator"),
        pl.when(numeric).then(aim).alias("target_value"), pl.when(numeric).then(unit).alias("target_unit"),
        pl.when(numeric & evaluated & (pl.col("result_chance") < 0.97)).then((aim * times).round(2)).alias("actual_value"),
        choose(WORDS, draw("index", 13)).alias("word"),
    )  # fmt: skip
    target = pl.format("{}{}{}", "target_operator", pl.col("target_value").cast(pl.Int64), "target_unit")
    reached = pl.col("actual_value") * pl.when(cost).then(-1).otherwise(1) >= pl.col("target_value") * pl.when(cost).then(-1).otherwise(1)
    share = pl.when(reached.fill_null(True) | (pl.col("result_chance") > 0.9)).then(1.0).otherwise(0.9)
    rows = rows.with_columns(
        pl.when(numeric).then(target).otherwise("word").alias("target_text"),
        pl.when(numeric).then(pl.format("{}{}", "actual_value", "target_unit"))
        .otherwise(pl.when(evaluated).then("word")).alias("actual_text"),
        pl.when(pl.col("actual_value").is_not_null()).then("target_unit").alias("actual_unit"),
        ((pl.col("actual_value") - pl.col("target_value")) / pl.col("target_value")
         * pl.when(cost).then(-1).otherwise(1)).fill_nan(None).alias("distance_rate"),
        pl.when(~numeric).then(pl.lit("target_not_numeric")).when(pl.col("actual_value").is_null())
        .then(pl.lit("no_actual")).otherwise(pl.lit("comparable")).alias("distance_status"),
        pl.when(evaluated).then((pl.col("weight_points") * share).round(2)).alias("score_points"),
        pl.when(evaluated).then(share).alias("score_rate"),
        pl.when(share < 1).then(choose(REASONS, draw("index", 14))).alias("deviation_reason_text"),
    )  # fmt: skip
    return rows.with_columns(
        keyed("level3_name").alias("level3_key"), keyed("target_text").alias("target_key"),
        keyed("actual_text").alias("actual_key"), pl.lit(False).alias("is_score_inferred"),
        draw("stable_no", 15).alias("project_wording_rate"),
    )  # fmt: skip


def make_reasons(indicators: pl.DataFrame) -> pl.DataFrame:
    """One row for each printed reason."""
    rows = indicators.filter(pl.col("deviation_reason_text").is_not_null())
    return rows.with_columns(
        pl.lit("indicator").alias("reason_source"),
        keyed("deviation_reason_text").alias("reason_key"),
        (draw("index", 16) < 0.7).alias("has_cause"),
        (draw("index", 17) < 0.7).alias("has_measure"),
    ).with_columns((pl.col("has_measure") & ~pl.col("has_cause")).alias("is_measure_only"))


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
    shared = projects.filter(pl.col("goal_text").str.starts_with("严格依据"))
    first = pl.col("project_id").first().over("document_id")
    return shared.with_columns(
        pl.lit("goal").alias("field_name"), pl.lit("unit").alias("copy_scope"), first.alias("other_project_id"),
        pl.lit("goal").alias("other_field_name"), pl.lit(1.0).alias("text_similarity"), pl.lit(50).alias("character_count"),
        pl.col("document_id").alias("cluster_id"), pl.len().over("document_id").alias("member_count"),
    ).filter(pl.col("project_id") != pl.col("other_project_id"))  # fmt: skip


def make_quantities(projects: pl.DataFrame) -> pl.DataFrame:
    """One quantity of every completion that prints one."""
    rows = projects.filter(pl.col("has_completion_digit"))
    return rows.with_columns(
        pl.lit("completion").alias("field_name"), pl.lit(1).alias("quantity_no"),
        (pl.col("stable_no") % 89).cast(pl.Float64).alias("quantity_value"), pl.lit("处").alias("quantity_unit"),
        pl.lit("count").alias("quantity_kind"), pl.col("deed_text").alias("subject_text"),
        pl.col("completion_text").alias("clause_text"), pl.lit(1).alias("row_no"), pl.lit(0.6).alias("match_rate"),
        pl.format("{}处", pl.col("stable_no") % 89).alias("quantity_text"),
    )  # fmt: skip


def make_fields(projects: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The printed fields that findings point to."""
    parts = []
    for name, column in (("project_name", "project_name"), ("goal", "goal_text"), ("completion", "completion_text")):
        text = pl.col(column).alias("printed_text")
        form = projects.select("project_id", pl.lit("form").alias("section_code"), pl.lit(name).alias("field_name"), text, "line_no")
        parts.append(form.with_columns(pl.lit(None, dtype=pl.Int32).alias("row_no")))
    for name, column in (("level3", "level3_name"), ("target", "target_text"), ("actual", "actual_text"), ("score", "score_points")):
        text = pl.col(column).cast(pl.String).alias("printed_text")
        row = indicators.select("project_id", pl.lit("indicator").alias("section_code"), pl.lit(name).alias("field_name"), text, "row_no")
        parts.append(row.with_columns((pl.col("row_no") + 20).cast(pl.Int64).alias("line_no")).select(parts[0].columns))
    return pl.concat(parts, how="vertical_relaxed").with_columns(pl.lit(4).alias("column_no"))
