"""Columns that are labelled with a year: 2022年完成值 beside 2023年目标值 in a form of 2023.

Input: the likely labels of a header, and the tokens above it. Output: the labels, those of another year as history.
Stage `parse`.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from etl.parse.labels.label_patterns import EARLIER, labelled_year
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import Label

PLANNED = frozenset({"target", "initial_budget", "adjusted_budget"})
REACH = 400  # tokens from the year of a form to the header of its columns
LONGEST_TITLE = 60
IN_BRACKETS = re.compile(r"[(（]\s{0,4}(?:19|20)\d\d\s{0,4}年度\s{0,4}[)）]")  # the year of a form wherever it stands
YEAR_OF_FORM = re.compile(r"((?:19|20)\d\d)\s{0,4}年?(?:度?\s{0,4}[)）]?$|度?[^0-9]{0,60}表)")  # alone, or in a title


def in_their_year(
    likely: Mapping[int, Label],
    texts: Mapping[int, str],
    listed: set[str],
    kind: str,
    year_of_form: Callable[[], str | None],
) -> dict[int, Label]:
    """The likely labels of a header, those of another year than the form's as history: 2022年完成值 is not what was
    achieved in 2023. `listed` are the roles that its other labels have.

    Where the form's year is nowhere, the only one of a target is; without one, none is told, nor is a column of another
    year that stands for none of this year.
    """
    years = {number: year for number in likely if (year := labelled_year(texts[number])) is not None}
    if not years:
        return dict(likely)
    planned = {year for number, year in years.items() if likely[number].role in PLANNED}
    year = year_of_form() or sole(planned or set(years.values()))
    told = {number: label for number, label in likely.items() if number not in years}
    if year is not None:
        told |= {number: likely[number] for number in years if years[number] == year}
        named = {*listed, *(label.role for label in told.values())}
        other = Label(kind, EARLIER[kind])
        told |= {number: other for number in years if years[number] != year and likely[number].role in named}
    return told


def year_above(tokens: Sequence[Token], begins: Sequence[bool], number: int) -> str | None:
    """The year of the form whose header stands here: the last one printed above it, alone, in brackets, in a title or
    after its label: 项目期限 ｜ 2023年—2025年 is none. `begins` tells which tokens begin a row, and ends with True."""
    for before in range(number - 1, max(-1, number - REACH), -1):
        token = tokens[before]
        found = None if token.labels or len(token.text) > LONGEST_TITLE else YEAR_OF_FORM.search(token.text)
        is_alone = (begins[before] and begins[before + 1]) or IN_BRACKETS.fullmatch(token.text) is not None
        is_year_of_form = before > 0 and "fiscal_year" in tokens[before - 1].roles("form")
        if found and (is_alone or before == 0 or is_year_of_form):
            return found.group(1)
    return None


def sole(years: set[str]) -> str | None:
    """The year, where there is one only."""
    return next(iter(years)) if len(years) == 1 else None
