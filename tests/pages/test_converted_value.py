"""What a printed cell was converted to, in words: a missing distance gives its reason, never our code."""

from decimal import Decimal

from pages.widgets.converted_value import converted_fund_value, converted_indicator_value

ROW = {
    "target_value": None, "target_operator": None, "target_unit": None, "actual_value": 96.0, "actual_unit": "%",
    "distance_rate": None, "distance_status": "target_not_numeric",
}  # fmt: skip


def test_a_missing_distance_says_why() -> None:
    assert converted_indicator_value(ROW, "actual") == "96 %；与目标的距离：目标不是数值"


def test_a_distance_is_a_percentage() -> None:
    row = ROW | {"distance_rate": -0.04, "distance_status": "comparable"}
    assert converted_indicator_value(row, "actual") == "96 %；与目标的距离：-4.00%"


def test_large_numbers_and_amounts_are_written_out() -> None:
    row = ROW | {"target_value": 1_234_567.0, "target_operator": "≥", "target_unit": "元", "actual_value": 0.1 + 0.2}
    assert converted_indicator_value(row, "target") == "≥1,234,567 元", "no exponent"
    assert str(converted_indicator_value(row, "actual")).startswith("0.3 %")
    amounts = [Decimal("63750.00"), Decimal("21818973.42"), Decimal("1000000.00"), None]
    told = [converted_fund_value({"executed_yuan": amount}, "executed") for amount in amounts]
    assert told == ["6.375 万元", "2,181.897342 万元", "100.00 万元", "— 万元"]
