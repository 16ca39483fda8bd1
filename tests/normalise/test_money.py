"""Printed amounts with their units as yuan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.money import amount_in_form_unit, convert_money, normalise_money_unit


@pytest.mark.parametrize(
    ("text", "form_unit", "yuan"),
    [
        ("317.10", "万元", "3171000.00"),
        ("6.999", "万元", "69990.00"),
        ("448,000.00", "元", "448000.00"),
        ("390,400", "元", "390400.00"),
        ("2.34", "万元", "23400.00"),
        ("12.5", "千元", "12500.00"),
        ("1.2", "亿元", "120000000.00"),
        ("620万", "元", "6200000.00"),
        ("48万元", None, "480000.00"),
        ("48万元", "万元", "480000.00"),
        ("38(万元)", "元", "380000.00"),
        ("￥1,200.50", "万元", "1200.50"),
        ("0.00", None, "0.00"),
        ("-5.2", "万元", "-52000.00"),
    ],
)
def test_amounts_are_exact_yuan_and_the_cells_own_unit_wins(text: str, form_unit: str | None, yuan: str) -> None:
    conversion = convert_money(text, form_unit)
    assert (conversion.value, conversion.trouble) == (Decimal(yuan), None)
    assert conversion.value is not None
    assert conversion.value.as_tuple().exponent == -2


@pytest.mark.parametrize("text", [None, "", "—", "-", "－", "/", "**", "无", " "])
def test_a_blank_mark_is_nothing_and_no_problem(text: str | None) -> None:
    conversion = convert_money(text, "万元")
    assert conversion.value is None
    assert conversion.trouble is None


@pytest.mark.parametrize(
    ("text", "form_unit", "code"),
    [
        ("317.10", None, "money_unit_unknown"),
        ("317.10", "美元", "money_unit_unknown"),
        ("1,23", "元", "money_not_a_number"),
        ("②", "元", "money_not_a_number"),
        ("100美元", "元", "money_not_a_number"),
        ("620万(甲)300万", "元", "money_not_a_number"),
        ("约300", "元", "money_not_a_number"),
        ("99999999999999", "万元", "money_out_of_range"),
    ],
)
def test_what_cannot_be_converted_is_null_with_its_code(text: str, form_unit: str | None, code: str) -> None:
    conversion = convert_money(text, form_unit)
    assert conversion.value is None
    assert conversion.trouble is not None
    assert conversion.trouble.code == code


@pytest.mark.parametrize(
    ("text", "form_unit", "yuan", "code"),
    [
        ("1.2345678", "万元", "12345.68", "money_precision_lost"),
        ("620万(道路硬化480万元,错车道140万元)", "万元", "6200000.00", "money_note_left_out"),
        ("620万620万(道路硬化480万元,错车道140万元)", "万元", "6200000.00", "money_note_left_out"),
    ],
)
def test_a_value_with_a_remark_keeps_both(text: str, form_unit: str, yuan: str, code: str) -> None:
    conversion = convert_money(text, form_unit)
    assert conversion.value == Decimal(yuan)
    assert conversion.trouble is not None
    assert conversion.trouble.code == code


def test_a_number_that_repeats_a_half_is_one_number() -> None:
    assert convert_money("1212", "元").value == Decimal("1212.00")


@pytest.mark.parametrize(
    ("text", "unit_name"),
    [
        ("万元", "万元"),
        ("（万元）", "万元"),
        ("单位：元", "元"),
        ("金额单位:万元", "万元"),
        ("美元", None),
        (None, None),
    ],
)
def test_the_forms_unit_is_one_of_the_known_ones(text: str | None, unit_name: str | None) -> None:
    assert normalise_money_unit(text) == unit_name


@given(st.integers(0, 10**15))
def test_cents_survive_every_unit_without_a_float(cents: int) -> None:
    yuan = Decimal(cents).scaleb(-2)
    for unit, exponent in (("元", 0), ("千元", 3), ("万元", 4), ("亿元", 8)):
        assert convert_money(f"{yuan.scaleb(-exponent):f}", unit).value == yuan


def test_amount_in_the_unit_of_the_form() -> None:
    assert amount_in_form_unit("620万(道路硬化480万元)", "万元") == Decimal(620)
    assert amount_in_form_unit("480万元", "元") == Decimal(4800000)
    assert amount_in_form_unit("480", None) is None
