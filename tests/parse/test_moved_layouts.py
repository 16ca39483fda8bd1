"""Made-up forms whose columns, rows and lines stand otherwise: the same indicators, nothing torn, nothing moved."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import DocumentReading, Section
from tests.parse.generated_form import WIDTH, Form, Indicator, forms, printed

HEADER_ROW = 9  # of a made-up form: the header of its indicators

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_text(text: str) -> DocumentReading:
    return read_forms(read_grid(text.encode("utf-8"), "a.txt"))


def indicators_of(reading: DocumentReading) -> list[dict[str, str]]:
    """The indicators of the only form, by field, without white space."""
    (form,) = reading.forms
    rows = form.rows(Section.INDICATOR).values()
    return [{name: "".join(field.text.split()) for name, field in row.items()} for row in rows]


@given(forms, st.permutations(range(3, WIDTH)))
@some
def test_swapped_columns_keep_their_values(form: Form, order: list[int]) -> None:
    swapped = [
        [*row[:3], *(row[at] if at < len(row) else "" for at in order)] if index >= HEADER_ROW else row
        for index, row in enumerate(form.rows)
    ]
    expected = indicators_of(read_text(printed(form.rows)))
    assert indicators_of(read_text(printed(swapped))) == expected


@given(forms, st.randoms(use_true_random=False))
@some
def test_reordered_rows_are_the_same_rows(form: Form, random: Random) -> None:
    whole = [[*one.levels, *row[2:]] for one, row in zip(form.indicators, form.indicator_rows, strict=True)]
    random.shuffle(whole)
    rows = [*form.rows[: HEADER_ROW + 1], *whole, form.rows[-1]]
    found = indicators_of(read_text(printed(rows)))
    assert [row["level3"] for row in found] == [row[2] for row in whole]
    expected = indicators_of(read_text(printed(form.rows)))
    assert sorted(found, key=str) == sorted(expected, key=str)


def in_cells(rows: list[list[str]]) -> str:
    """A cell a line, blank ones left out: every line is wrapped at every cell."""
    return "\n".join(cell for row in rows for cell in row if cell) + "\n"


def with_names_split(rows: list[list[str]]) -> str:
    """The names and reasons of indicators broken in two: the second half stands in a row of its own."""
    broken: list[list[str]] = []
    for index, row in enumerate(rows):
        halves = [(cell[: len(cell) // 2], cell[len(cell) // 2 :]) for cell in row]
        is_indicator = HEADER_ROW < index < len(rows) - 1
        first = [halves[at][0] if is_indicator and at in (2, 7) else cell for at, cell in enumerate(row)]
        broken.append(first)
        broken += [["", "", halves[2][1], "", "", "", "", halves[7][1]]] if is_indicator else []
    return printed(broken)


@pytest.mark.parametrize("layout", [in_cells, with_names_split])
@given(form=forms)
@few
def test_lines_wrapped_anew_and_split_cells_cost_only_what_became_unreadable(
    layout: Callable[[list[list[str]]], str], form: Form
) -> None:
    assume(len({row.name for row in form.indicators}) == len(form.indicators))
    found = indicators_of(read_text(layout(form.rows)))
    assert [row["level3"] for row in found] == [row.name for row in form.indicators]
    for row, indicator in zip(found, form.indicators, strict=True):
        assert set(row.values()) <= set(texts_of(indicator)), "a value is whole or missing"


def texts_of(row: Indicator) -> tuple[str, ...]:
    """Everything that a row of the indicator table prints."""
    return (*row.levels, row.name, row.target, row.actual, row.weight, row.score, row.reason)
