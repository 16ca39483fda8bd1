"""Stored numbers read as a spreadsheet shows them; a code that is not understood never changes the number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.readers.number_format import show_number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("10", "General", "10"),
        ("0.28999999999999998", "General", "0.29"),
        ("1e-7", "General", "0.0000001"),
        ("0.85", "0%", "85%"),
        ("0.97266", "0.00%", "97.27%"),
        ("1.005", "0.00%", "100.50%"),
        ("10", "0.00", "10.00"),
        ("2.345", "0.00", "2.35"),
        ("-5.5", "0.00", "-5.50"),
        ("-5.5", "0.00_);(0.00)", "(5.50)"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567", "#,##0.00,", "1,234.57"),
        ("12", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", '0.00;-0.00;"—"', "—"),
        ("5", '0"个"', "5个"),
        ("95", '"≥"0', "≥95"),
        ("18", 'General"处"', "18处"),
        ("1e30", "0%%", "1" + "0" * 34 + "%%"),
        ("-1.5", 'G/通用格式"度"', "-1.5度"),
        ("95", '"≥"General_ ;-General', "≥95"),
        ("95", "[$¥-804]#,##0.00", "¥95.00"),
        ("5", "0.##", "5"),
        ("123456", "0!.0,", "12.3"),  # 元 shown in 万元
        ("1234567", '0!.00,"万元"', "12.35万元"),
        ("1234567", "#!.0000", "123.4567"),
        ("3050000", '#,##0"."0,', "305.0"),
        ("0", "0;-0;;@", ""),
        ("0.5", ".00", ".50"),
        ("80", '[<60]"不合格";"合格"', "合格"),
        ("59", '[<60]"不合格";"合格"', "不合格"),
        ("1", '[=1]"是";[=0]"否";General', "是"),
        ("3", '[=1]"是";[=0]"否";General', "3"),
        ("2", '[=1]"是";[=0]"否";0.0', "2.0"),
        ("25000", '[>=10000]0.0,"千";0', "25.0千"),
        ("25", '[>=10000]0.0,"千";0', "25"),
        ("-5", '[<0]"负";0', "-5"),
        ("7", "000", "007"),
        ("45292", "yyyy/m/d", "2024/1/1"),
        ("45292", 'yyyy"年"m"月"d"日";@', "2024年1月1日"),
        ("45292.5", "yyyy-mm-dd h:mm", "2024-01-01 12:00"),
        ("45292", "[$-804]yyyy年m月", "2024年1月"),
    ],
)
def test_a_number_is_shown_by_its_format(value: str, code: str, text: str) -> None:
    assert show_number(Decimal(value), code) == text


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00", "[>=1]0.0;0", "0-0", "yyyy" * 0, ";;;", "[DBNum1]0"])
def test_a_format_that_is_not_understood_shows_the_stored_number(code: str) -> None:
    assert show_number(Decimal("12.5"), code) == "12.5"


def test_a_date_before_the_calendars_agree_is_shown_as_its_number() -> None:
    assert show_number(Decimal(30), "yyyy/m/d") == "30"


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=4), st.text('0#?,.%;_*[]"-ymdhsE@/ 年', max_size=12))
def test_no_format_makes_the_reader_fail(value: Decimal, code: str) -> None:
    show_number(value, code)


@given(st.decimals(0, 10**9, allow_nan=False, places=2))
def test_two_decimals_show_the_number_itself(value: Decimal) -> None:
    assert Decimal(show_number(value, "0.00")) == value
