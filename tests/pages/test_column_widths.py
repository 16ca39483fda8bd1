"""Columns of numbers are wide enough for their header and their longest number, and written as people write them."""

import pyarrow as pa

from pages.widgets.record_table import number_pixels, screen_columns


def test_a_long_number_widens_its_column() -> None:
    short, long = pa.chunked_array([[1.5, 2.25]]), pa.chunked_array([[-158_548.2, None, 3.0]])
    assert number_pixels("权重", long, 2) > number_pixels("权重", short, 2)
    assert number_pixels("执行率（重算，%）", long, 2) == number_pixels("执行率（重算，%）", short, 2)
    assert number_pixels("权重", pa.chunked_array([[None]], pa.float64()), 2) == number_pixels("权重", short, 2)


def test_counts_have_separators_and_years_have_none() -> None:
    screen = pa.table({"字段数（个）": pa.array([1572]), "年度": pa.array([2023]), "行次": pa.array([1572])})
    headers = {"field_count": "字段数（个）", "fiscal_year": "年度", "row_no": "行次"}
    config = screen_columns(screen, headers, {})
    assert [one["type_config"]["format"] for one in config.values()] == ["%,d", "%d", "%d"]
