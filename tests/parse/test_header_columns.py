"""Which columns an indicator header prints, and which of them have a known meaning, are handed on with the form."""

from pathlib import Path

from etl.parse.read_forms import read_forms
from etl.readers import read_grid

GOLDEN = Path(__file__).parents[1] / "golden"


def header_columns(case: str) -> dict[str, bool]:
    source = GOLDEN / case / "source.txt"
    (form,) = read_forms(read_grid(source.read_bytes(), source.name)).forms
    return dict(form.header_columns)


def test_a_column_that_nobody_declared_is_known_to_be_unknown() -> None:
    columns = header_columns("column_nobody_declared")
    unknown = [name for name, is_known in columns.items() if not is_known]
    assert len(unknown) == 1 and len(columns) > 5
    assert {"一级指标", "三级指标"} <= columns.keys() - set(unknown)


def test_a_header_of_declared_columns_is_known_whole() -> None:
    assert set(header_columns("tab_rows").values()) == {True}
