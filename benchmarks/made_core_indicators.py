"""Indicators and reasons of made-up forms: fifteen rows a form, names that repeat over all units and rare ones.

Input: the frame of the forms. Output: frames with the columns of core_indicator and core_deviation_reason.
"""

import polars as pl

from benchmarks.made_columns import choose, draw, keyed
from benchmarks.made_corpus import DEEDS, OBJECTS, UNITS
from benchmarks.made_reasons import reason_text

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
    "output_quantity": ("完成数量", "检查次数", "服务人次", "预算资金执行率", "培训人数", "采购数量", "覆盖率"),
    "output_quality": ("验收合格率", "达标率", "准确率", "工作完成质量", "规范性", "合同签订率"),
    "output_timeliness": ("完成及时性", "资金拨付及时性", "按时完成率", "响应及时率"),
    "output_cost": ("成本控制", "项目成本", "人均成本", "预算控制数"),
    "benefit_economic": ("节约资金", "带动就业", "资金使用效益", "政策知晓率"),
    "benefit_social": ("政策知晓率", "社会影响力", "群众获得感", "安全生产水平", "公共服务水平"),
    "benefit_sustainable": ("长效机制建设", "制度健全性", "持续影响", "人才队伍建设"),
    "satisfaction": ("服务对象满意度", "群众满意度", "受益人员满意度", "工作人员满意率"),
}
ENDINGS = {
    "output_quantity": ("数量", "次数", "人数", "面积"),
    "output_quality": ("合格率", "达标率", "准确率"),
    "output_timeliness": ("及时性", "完成时间", "按时率"),
    "output_cost": ("成本", "费用"),
    "benefit_economic": ("收入增加额", "费用节约额"),
    "benefit_social": ("覆盖面", "知晓率", "投诉下降率"),
    "benefit_sustainable": ("长效机制", "使用年限"),
    "satisfaction": ("使用人员满意度", "居民满意度"),
}
EXPLAINED_SHARE = 0.7  # of what lost points
WORDS = ("及时", "合理", "规范", "显著提升", "有效改善", "建立健全", "逐步提高", "完善")


def make_indicators(projects: pl.DataFrame) -> pl.DataFrame:
    """The rows of every form: names that repeat over all units, and rare ones that are the project's own."""
    parts = []
    for row_no, (level1, level2, category, weight) in enumerate(SLOTS, start=1):
        thing = choose(OBJECTS, draw("stable_no", 120 + row_no)) + choose(DEEDS, draw("stable_no", 140 + row_no))
        rare = pl.col("deed_text").str.slice(0, 2) + thing + choose(ENDINGS[category], draw("stable_no", 20 + row_no))
        common = choose(NAMES[category], draw("stable_no", 40 + row_no))
        parts.append(
            projects.select(
                "project_id", "fiscal_year", "division_code", "form_type", "stable_no", "index",
                pl.lit(row_no).alias("row_no"), pl.lit(level1).alias("level1_name"),
                pl.lit(level2).alias("level2_name"), pl.lit(category).alias("category_code"),
                pl.lit(level2).alias("category_name"),
                pl.lit(weight).alias("weight_points"),
                pl.when(draw("stable_no", 60 + row_no) < 0.4).then(rare).otherwise(common).alias("level3_name"),
                draw("stable_no", 80 + row_no).alias("kind_chance"), draw("index", 100 + row_no).alias("result_chance"),
            )
        )  # fmt: skip
    return add_values(pl.concat(parts)).sort("project_id", "row_no")


def add_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Targets, results and scores: more than half of the targets are numbers, half of these are reached exactly."""
    is_rate = pl.col("category_code").is_in(["output_quality", "satisfaction"])
    is_rate = is_rate | pl.col("level3_name").str.ends_with("率")
    is_cost = pl.col("category_code") == "output_cost"
    is_number = (pl.col("kind_chance") < 0.6) | (pl.col("category_code") == "satisfaction")
    size = (pl.col("kind_chance") * 500).round(0)
    unit = pl.when(is_cost).then(pl.lit("万元")).otherwise(choose(UNITS, draw("stable_no", 12)))
    aim = pl.when(is_rate).then(80 + size % 21).otherwise(size + 1)
    rows = rows.with_columns(
        pl.when(is_number).then(pl.lit("numeric")).otherwise(pl.lit("qualitative")).alias("target_kind"),
        pl.when(is_number & is_cost).then(pl.lit("≤")).when(is_number).then(pl.lit("≥")).alias("target_operator"),
        pl.when(is_number).then(aim).alias("target_value"),
        pl.when(is_number & is_rate).then(pl.lit("%")).when(is_number).then(unit).alias("target_unit"),
        pl.when(is_cost).then(-1).otherwise(1).alias("sign"),
        (pl.col("form_type") == "self_evaluation").alias("is_evaluated"),
        choose(WORDS, draw("index", 13)).alias("word"),
    )
    return add_results(rows).with_columns(
        keyed("level3_name").alias("level3_key"),
        keyed("target_text").alias("target_key"),
        keyed("actual_text").alias("actual_key"),
        pl.lit(False).alias("is_score_inferred"),
        draw("stable_no", 15).alias("project_wording_rate"),
    )


def add_results(rows: pl.DataFrame) -> pl.DataFrame:
    """The texts of target and result, the distance and the score; a row of three that missed is full all the same."""
    chance = pl.col("result_chance")
    times = pl.when(chance < 0.5).then(1.0).otherwise(0.7 + chance * 0.6)
    measured = pl.col("target_value").is_not_null() & pl.col("is_evaluated") & (chance < 0.97)
    rows = rows.with_columns(pl.when(measured).then((pl.col("target_value") * times).round(2)).alias("actual_value"))
    gap = (pl.col("actual_value") - pl.col("target_value")) * pl.col("sign")
    share = pl.when((gap >= 0).fill_null(True) | (chance > 0.9)).then(1.0).otherwise(0.9)
    is_word = pl.col("target_value").is_null()
    target = pl.format("{}{}{}", "target_operator", pl.col("target_value").cast(pl.Int64), "target_unit")
    status = pl.when(is_word).then(pl.lit("target_not_numeric")).when(gap.is_null()).then(pl.lit("no_actual"))
    rows = rows.with_columns((pl.col("index") * len(SLOTS) + pl.col("row_no")).alias("reason_seed"))
    return rows.with_columns(
        pl.when(is_word).then("word").otherwise(target).alias("target_text"),
        pl.when(~is_word).then(pl.format("{}{}", "actual_value", "target_unit"))
        .when(pl.col("is_evaluated")).then("word").alias("actual_text"),
        pl.when(gap.is_not_null()).then("target_unit").alias("actual_unit"),
        (gap / pl.col("target_value")).alias("distance_rate"),
        status.otherwise(pl.lit("comparable")).alias("distance_status"),
        pl.when("is_evaluated").then((pl.col("weight_points") * share).round(2)).alias("score_points"),
        pl.when("is_evaluated").then(share).alias("score_rate"),
        pl.when(pl.col("is_evaluated") & (share < 1) & (draw("reason_seed", 200) < EXPLAINED_SHARE))
        .then(reason_text("reason_seed")).alias("deviation_reason_text"),
    ).with_columns(
        (pl.col("deviation_reason_text").is_not_null() & (says_cause() | says_measure())).alias("has_stated_reason")
    )  # fmt: skip


def make_reasons(indicators: pl.DataFrame) -> pl.DataFrame:
    """One row for each printed reason."""
    rows = indicators.filter(pl.col("deviation_reason_text").is_not_null())
    return rows.with_columns(
        pl.lit("indicator").alias("reason_source"),
        keyed("deviation_reason_text").alias("reason_key"),
        says_cause().alias("has_cause"),
        says_measure().alias("has_measure"),
    ).with_columns((pl.col("has_measure") & ~pl.col("has_cause")).alias("is_measure_only"))


def says_cause() -> pl.Expr:
    """Whether the reason of a row, where it has one, says why."""
    return draw("index", 16) < 0.7


def says_measure() -> pl.Expr:
    """Whether the reason of a row, where it has one, says what will be done."""
    return draw("index", 17) < 0.7
