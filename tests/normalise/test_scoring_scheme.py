"""The scheme of a form by its printed points, and the points of each block."""

from decimal import Decimal

import pytest

from etl.normalise.scoring_scheme import load_schemes, type_scoring_scheme

CATEGORY = {"产出": "output_quantity", "效益": "benefit_social", "满意度": "satisfaction", "成本": "cost_economic"}
CATEGORY |= {"项目管理": "management", "决策": "management"}


def indicator(level1: str | None, points: str | None, category_code: str | None = None) -> dict[str, object]:
    weight = None if points is None else Decimal(points)
    return {
        "level1_name": level1,
        "level3_name": "预算执行率" if level1 is None and category_code is None else "名称",
        "category_code": category_code or CATEGORY.get(level1 or ""),
        "weight_points": weight,
    }


def fund(points: str | None, source: str = "total") -> dict[str, object]:
    return {"fund_source_code": source, "weight_points": None if points is None else Decimal(points)}


@pytest.mark.parametrize(
    ("points", "execution", "code"),
    [
        ({"产出": "50", "效益": "30", "满意度": "10"}, "10", "national"),
        ({"产出": "50", "效益": "30", "满意度": "10"}, None, "national"),
        ({"成本": "20", "产出": "40", "效益": "20", "满意度": "10"}, "10", "cost_level1"),
        ({"产出": "60", "效益": "30"}, "10", "without_satisfaction"),
        ({"产出": "50", "效益": "40"}, "10", "without_satisfaction"),
        ({"成本": "15", "产出": "45", "效益": "20", "满意度": "10"}, "10", "cost_in_range"),
        ({"产出": "40", "效益": "30", "满意度": "10"}, "20", "execution_20"),
        ({"产出": "72", "效益": "10", "满意度": "8"}, "10", "execution_free"),
        ({"产出": "90"}, "10", "execution_free"),
        ({"产出": "60", "效益": "30", "满意度": "10"}, None, "execution_unscored"),
        ({"决策": "10", "项目管理": "25", "产出": "30", "效益": "35"}, None, "management"),
        ({"产出": "43", "效益": "30", "满意度": "10"}, None, None),
        ({"产出": "50", "效益": "30", "满意度": "10"}, "15", None),
        ({}, None, "unscored"),
        ({}, "10", None),
    ],
)
def test_the_points_of_the_blocks_decide_the_scheme(
    points: dict[str, str], execution: str | None, code: str | None
) -> None:
    described = type_scoring_scheme([indicator(level1, each) for level1, each in points.items()], [fund(execution)])
    assert described["scoring_scheme_code"] == code
    assert (described["scoring_scheme_name"] is None) == (code is None)
    assert described["execution_weight_points"] == (None if execution is None else Decimal(execution))


def test_cost_under_outputs_is_output_and_satisfaction_under_benefits_is_satisfaction() -> None:
    rows = [
        indicator("产出指标（50分）", "40"),
        indicator("产出指标（50分）", "10", "output_cost"),
        indicator("效益指标", "30", "benefit_social"),
        indicator("效益指标", "10", "satisfaction"),
    ]
    described = type_scoring_scheme(rows, [fund("10"), fund("10", "carryover")])
    assert described["scoring_scheme_code"] == "national"
    assert (described["cost_weight_points"], described["output_weight_points"]) == (Decimal(0), Decimal(50))
    assert (described["benefit_weight_points"], described["satisfaction_weight_points"]) == (Decimal(30), Decimal(10))


@pytest.mark.parametrize("level1_of_execution", ["预算执行率", None])
def test_an_execution_row_among_the_indicators_gives_the_execution_points(level1_of_execution: str | None) -> None:
    blocks = ((level1_of_execution, "10"), ("产出", "50"), ("效益", "30"), ("满意度", "10"))
    rows = [indicator(level1, points) for level1, points in blocks]
    described = type_scoring_scheme(rows, [fund(None)])
    assert (described["scoring_scheme_code"], described["execution_weight_points"]) == ("national", Decimal(10))


def test_a_weighted_indicator_without_a_block_leaves_the_scheme_open() -> None:
    rows = [indicator("产出", "50"), indicator("效益", "30"), indicator("其他", "10")]
    described = type_scoring_scheme(rows, [fund("10")])
    assert described["scoring_scheme_code"] is None
    assert described["output_weight_points"] == Decimal(50)


def test_every_scheme_is_declared_once_with_a_name_and_sound_ranges() -> None:
    schemes = load_schemes()
    assert len({scheme.code for scheme in schemes}) == len(schemes) > 1
    assert all(scheme.name for scheme in schemes)
    assert all(low <= high for scheme in schemes for low, high in scheme.ranges.values())
