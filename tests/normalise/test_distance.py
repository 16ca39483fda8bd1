"""Signed distance to target: direction, units, and what cannot be compared."""

import pytest

from etl.normalise.distance import DistanceStatus, compute_distance
from etl.normalise.indicator_value import convert_indicator_value


def measure(target: str, actual: str) -> tuple[str, float | None]:
    distance = compute_distance(convert_indicator_value(target)[0], convert_indicator_value(actual)[0])
    return distance.status.value, distance.rate


@pytest.mark.parametrize(
    ("target", "actual", "rate"),
    [
        ("≥8.00(个)", "10.00(个)", 0.25),
        (">90%", "81%", -0.1),
        ("≤15(工作日)", "15.00(工作日)", 0.0),
        ("≤5.00(%)", "0.00(%)", 1.0),
        ("<10次", "15", -0.5),
        ("=5.00(套)", "0.00(套)", -1.0),
        ("=4人", "7", 0.75),
        ("=100%", "=100%", 0.0),
        ("=0(起)", "0.00(起)", 0.0),
        ("≥90%", "100", 100 / 90 - 1),
        (">=90", "99%", 0.1),
        ("≥60万人", "60", 0.0),
        ("≥60万人", "660000人", 0.1),
        ("≥1万元", "8000元", -0.2),
        ("≥48次数", "48次", 0.0),
        ("≥-10%", "-5%", 0.5),
        ("≤0.5%", "0.4", 0.2),
    ],
)
def test_comparable_pairs(target: str, actual: str, rate: float) -> None:
    status, found = measure(target, actual)
    assert status == "comparable"
    assert found == pytest.approx(rate)


@pytest.mark.parametrize(
    ("target", "actual", "status"),
    [
        ("及时", "达成指标", DistanceStatus.TARGET_NOT_NUMERIC),
        ("2023年12月底前完成", "100%", DistanceStatus.TARGET_NOT_NUMERIC),
        (">=90", "", DistanceStatus.NO_ACTUAL),
        (">=90", "—", DistanceStatus.NO_ACTUAL),
        ("≥90%", "达成指标", DistanceStatus.ACTUAL_NOT_NUMERIC),
        (">=45000人", ">=45000人", DistanceStatus.ACTUAL_IS_BOUND),
        ("90%", "≥92%", DistanceStatus.ACTUAL_IS_BOUND),
        ("≥10个", "10次", DistanceStatus.UNIT_DIFFERS),
        ("≥90%", "0.98", DistanceStatus.UNIT_DIFFERS),
        ("=100百分比", "1", DistanceStatus.UNIT_DIFFERS),
        ("≥60万人", "600000", DistanceStatus.UNIT_DIFFERS),
        ("≥1万件", "9800", DistanceStatus.UNIT_DIFFERS),
        ("≤5000", "0.45万元", DistanceStatus.UNIT_DIFFERS),
        ("≤100", "985000元", DistanceStatus.UNIT_DIFFERS),
        ("≤1200000元", "118.5", DistanceStatus.UNIT_DIFFERS),
        ("100%", "98%", DistanceStatus.NO_DIRECTION),
        ("=0(起)", "2起", DistanceStatus.TARGET_ZERO),
    ],
)
def test_what_cannot_be_compared_says_why(target: str, actual: str, status: DistanceStatus) -> None:
    assert measure(target, actual) == (status.value, None)
