"""Weights, scores, printed rates, grades, dates and years."""

from datetime import date
from decimal import Decimal

import pytest

from etl.normalise.grades import derive_grade
from etl.normalise.points import convert_points
from etl.normalise.printed_date import convert_date, convert_fiscal_year
from etl.normalise.rates import compute_execution_rate, convert_rate


def test_points_are_four_decimals() -> None:
    assert convert_points("9.37").value == Decimal("9.3700")
    assert convert_points("12.5分").value == Decimal("12.5000")
    assert convert_points("—").trouble is None
    assert convert_points("—").value is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("10%", "points_not_a_number"), ("优", "points_not_a_number"), ("123456", "points_out_of_range")],
)
def test_what_are_no_points_is_null(text: str, code: str) -> None:
    conversion = convert_points(text)
    assert conversion.value is None
    assert conversion.trouble is not None
    assert conversion.trouble.code == code


def test_points_beyond_four_decimals_are_rounded_with_a_remark() -> None:
    conversion = convert_points("3.33335")
    assert conversion.value == Decimal("3.3334")
    assert conversion.trouble is not None


@pytest.mark.parametrize(
    ("text", "recomputed", "rate"),
    [
        ("80.00%", None, 0.8),
        ("93.79", Decimal("0.937969"), 0.9379),
        ("24.98％", None, 0.2498),
        ("0.5%", Decimal("0.5"), 0.005),
        ("0.00", None, 0.0),
        ("0.85", Decimal("0.8501"), 0.85),
        ("0.85", Decimal("0.0085"), 0.0085),
        ("1", Decimal(1), 1.0),
        ("1", Decimal("0.0101"), 0.01),
        ("120", None, 1.2),
        ("1.6", Decimal("1.6"), 1.6),
        ("1.6", Decimal("0.016"), 0.016),
        ("93", Decimal("0.5"), 0.93),
    ],
)
def test_a_printed_rate_is_a_fraction(text: str, recomputed: Decimal | None, rate: float) -> None:
    conversion = convert_rate(text, recomputed)
    assert conversion.value == pytest.approx(rate, abs=1e-12)
    assert conversion.trouble is None


@pytest.mark.parametrize(
    ("text", "recomputed", "code"),
    [
        ("0.85", None, "rate_scale_unknown"),
        ("0.85", Decimal("0.5"), "rate_scale_unknown"),
        ("0.02", Decimal("0.01"), "rate_scale_unknown"),
        ("较高", None, "rate_not_a_number"),
        ("9 3%x", None, "rate_not_a_number"),
    ],
)
def test_an_ambiguous_rate_is_null_with_a_problem(text: str, recomputed: Decimal | None, code: str) -> None:
    conversion = convert_rate(text, recomputed)
    assert conversion.value is None
    assert conversion.trouble is not None
    assert conversion.trouble.code == code


def test_the_recomputed_rate_needs_both_amounts_and_a_budget() -> None:
    assert compute_execution_rate(Decimal(390400), Decimal(488000)) == Decimal("0.8")
    assert compute_execution_rate(None, Decimal(1)) is None
    assert compute_execution_rate(Decimal(1), None) is None
    assert compute_execution_rate(Decimal(0), Decimal("0.00")) is None


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.9", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grades_follow_the_national_bands(score: str, grade: str) -> None:
    assert derive_grade(Decimal(score)) == grade


def test_no_grade_without_a_total_of_a_hundred() -> None:
    assert derive_grade(None) is None
    assert derive_grade(Decimal("100.01")) is None
    assert derive_grade(Decimal(-1)) is None


@pytest.mark.parametrize(
    ("text", "is_period_end", "day"),
    [
        ("2024-01-01", False, date(2024, 1, 1)),
        ("2019/1/1", False, date(2019, 1, 1)),
        ("2019年1月", False, date(2019, 1, 1)),
        ("2019年12月", True, date(2019, 12, 31)),
        ("2024年2月", True, date(2024, 2, 29)),
        ("2019 年 3 月 5 日", True, date(2019, 3, 5)),
        ("2024", False, date(2024, 1, 1)),
        ("2026 年", True, date(2026, 12, 31)),
    ],
)
def test_a_month_or_a_year_is_its_first_or_last_day(text: str, is_period_end: bool, day: date) -> None:
    assert convert_date(text, is_period_end).value == day


@pytest.mark.parametrize("text", ["2019年13月", "2019/2/30", "2019年度", "年底", "19/1/1"])
def test_what_is_no_date_is_null_with_a_problem(text: str) -> None:
    conversion = convert_date(text, is_period_end=False)
    assert conversion.value is None
    assert conversion.trouble is not None


def test_a_fiscal_year_is_one_year() -> None:
    assert convert_fiscal_year("(2023 年度)").value == 2023
    assert convert_fiscal_year("２０１９").value == 2019
    two_years = convert_fiscal_year("2022-2023")
    assert two_years.value is None
    assert two_years.trouble is not None
