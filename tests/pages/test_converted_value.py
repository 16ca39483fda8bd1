"""What a printed cell was converted to, in words: a missing distance gives its reason, never our code."""

from pages.widgets.converted_value import converted_indicator_value

ROW = {
    "target_value": None, "target_operator": None, "target_unit": None, "actual_value": 96.0, "actual_unit": "%",
    "distance_rate": None, "distance_status": "target_not_numeric",
}  # fmt: skip


def test_a_missing_distance_says_why() -> None:
    assert converted_indicator_value(ROW, "actual") == "96 %；与目标的距离：目标不是数值"


def test_a_distance_is_a_percentage() -> None:
    row = ROW | {"distance_rate": -0.04, "distance_status": "comparable"}
    assert converted_indicator_value(row, "actual") == "96 %；与目标的距离：-4.00%"
