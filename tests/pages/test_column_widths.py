"""Columns of numbers are wide enough for their header and for their longest number."""

import pyarrow as pa

from pages.widgets.record_table import number_pixels


def test_a_long_number_widens_its_column() -> None:
    short, long = pa.chunked_array([[1.5, 2.25]]), pa.chunked_array([[-158_548.2, None, 3.0]])
    assert number_pixels("权重", long, 2) > number_pixels("权重", short, 2)
    assert number_pixels("执行率（重算，%）", long, 2) == number_pixels("执行率（重算，%）", short, 2)
    assert number_pixels("权重", pa.chunked_array([[None]], pa.float64()), 2) == number_pixels("权重", short, 2)
