"""The grammar of printed numbers, its full-width folding and what it refuses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.fixed_point import fit_fixed_point
from etl.normalise.printed_number import FULL_WIDTH, parse_printed_number

TO_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("448,000.00", "448000.00"),
        ("488000.00", "488000.00"),
        ("1，121，000", "1121000"),
        ("６.９９９", "6.999"),
        (" 0.00 ", "0.00"),
        ("-12.5", "-12.5"),
        ("－3", "-3"),
        (".5", "0.5"),
        ("150,000,000.00", "150000000.00"),
    ],
)
def test_printed_numbers_are_exact(text: str, value: str) -> None:
    assert parse_printed_number(text) == Decimal(value)


NO_NUMBERS = [
    "②",
    "Ⅳ",
    "1,23",
    "12,3456",
    "1,234,56",
    "0,123",
    "1.2.3",
    "5.",
    "1e5",
    "NaN",
    "Infinity",
    "007",
    "١٢",
    "—",
    "-",
    "1_000",
    "½",
    "十",
    "12万",
]


@pytest.mark.parametrize("text", [*NO_NUMBERS, "", "1 000", "9" * 61])
def test_what_is_no_number_stays_none(text: str) -> None:
    assert parse_printed_number(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_every_grouped_number_reads_back_in_either_width(value: Decimal) -> None:
    printed = f"{value:,.4f}"
    assert parse_printed_number(printed) == value
    assert parse_printed_number(printed.translate(TO_FULL_WIDTH)) == value


@given(st.text(max_size=12))
def test_a_text_is_a_number_only_by_folded_digits_signs_and_separators(text: str) -> None:
    if parse_printed_number(text) is not None:
        assert set(text.strip().translate(FULL_WIDTH)) <= set("0123456789.,+-")


@given(st.integers(1000, 10**9), st.integers(1, 12))
def test_a_comma_in_a_wrong_place_is_no_number(number: int, offset: int) -> None:
    digits = str(number)
    cut = min(offset, len(digits) - 1)
    if len(digits) - cut != 3 or cut > 3:
        assert parse_printed_number(f"{digits[:cut]},{digits[cut:]}") is None


def test_fixed_point_rounds_half_up_and_refuses_what_is_too_large() -> None:
    assert fit_fixed_point(Decimal("1.005"), 18, 2) == (Decimal("1.01"), True)
    assert fit_fixed_point(Decimal("1.50"), 18, 2) == (Decimal("1.50"), False)
    assert fit_fixed_point(Decimal("9999999999999999.99"), 18, 2) == (Decimal("9999999999999999.99"), False)
    assert fit_fixed_point(Decimal("9999999999999999.995"), 18, 2) == (None, False)
    assert fit_fixed_point(Decimal("100000"), 9, 4) == (None, False)
