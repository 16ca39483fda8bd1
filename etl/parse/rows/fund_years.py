"""Money by years, 合计 ｜ 2023年 ｜ 2024年 or 2024年财政拨款 ｜ 30: that of the form's own year is the year's.

Input: TokenRows. Output: the same with the labels of such headers and sources. Stage `parse`. The year of the form must
stand above, in its title; where it does not, or nothing is of it, columns and sources stay without a label.
"""

from collections.abc import Sequence
from itertools import chain, pairwise

from etl.parse.indicators.indicator_header import is_heading
from etl.parse.labels.label_patterns import DATED, EARLIER, LONGEST_LABEL
from etl.parse.labels.labelled_years import year_above
from etl.parse.labels.printed_kinds import half_width, is_money, is_number
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary
from etl.parse.rows.year_tiers import is_year

FUND = "fund_column"
THIS_YEAR, OTHER = Labels((Label(FUND, "initial_budget"),)), Labels((Label(FUND, EARLIER[FUND]),))
FEWEST_YEARS = 2
SOURCE = "fund_row"
TIMES = ("", "年度", "本年度", "本年")  # what a listed name may print in the place of the year


def with_fund_years(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with each header of money that only years make up labelled."""
    if not any(years_of(row, vocabulary) for row in rows):
        return rows
    labelled = list(rows)
    for index, row in enumerate(rows[:-1]):
        years = years_of(row, vocabulary)
        if years and is_below(rows[index + 1], years):
            year = year_of_form(rows[:index])
            if year is not None and [year_in(token) for token in years].count(year) == 1:
                first = min(token.column for token in years)
                tokens = tuple(in_header(token, first, year, vocabulary) for token in row.tokens)
                labelled[index] = row.with_tokens(tokens)
    return tuple(labelled)


def with_dated_sources(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with each source of money that is named with the form's own year as that source."""
    labelled = list(rows)
    for index, row in enumerate(rows):
        sources = {
            token: source
            for token, beside in pairwise(row.tokens)
            if not (token.labels or token.text.isalpha() or is_number(token.text))  # as most texts are
            if is_number(beside.text) or is_money(beside.text)
            if (source := source_of_year(token, vocabulary)) is not None
        }
        if sources and {year for year, _ in sources.values()} == {year_of_form(rows[:index])}:
            tokens = (token._replace(labels=sources[token][1]) if token in sources else token for token in row.tokens)
            labelled[index] = row.with_tokens(tokens)
    return tuple(labelled)


def source_of_year(token: Token, vocabulary: Vocabulary) -> tuple[str, Labels] | None:
    """The year of a source's name, and the source that is listed without it: 2024年预算资金 is 年度预算资金."""
    text = vocabulary.fold(token.text)
    dated = DATED.match(text) if len(text) <= LONGEST_LABEL else None
    if dated is None:
        return None
    listed = (vocabulary.labels_of(time + text[dated.end() :]) for time in TIMES)
    found = next((labels for labels in listed if SOURCE in labels.kinds), None)
    return None if found is None else (dated.group(1), Labels(label for label in found if label.kind == SOURCE))


def years_of(row: TokenRow, vocabulary: Vocabulary) -> list[Token]:
    """The years of a row that ends with several of them, before which it names at most its block and the whole."""
    if not row.is_tabular or not is_year(row.tokens[-1], vocabulary):
        return []
    years = [token for token in row.tokens if is_year(token, vocabulary)]
    heads = row.tokens[: -len(years)]
    is_header = len(years) >= FEWEST_YEARS and list(row.tokens[len(heads) :]) == years
    unlisted = [head for head in heads if not head.is_kind("side", "fund_row", "form")]
    are_heads = unlisted in ([], list(heads[-1:])) and all(is_heading(head) for head in unlisted)
    return years if is_header and are_heads else []


def is_below(row: TokenRow, years: Sequence[Token]) -> bool:
    """Whether a row is of a source of money, with an amount below a year, and nothing but amounts behind the source."""
    columns = {token.column for token in years}
    amounts = [token for token in row.tokens if not token.labels]
    are_amounts = all(is_number(token.text) or is_money(token.text) for token in amounts)
    return "fund_row" in row.kinds and are_amounts and any(token.column in columns for token in amounts)


def year_of_form(above: Sequence[TokenRow]) -> str | None:
    """The last year of a form printed above a header."""
    tokens = list(chain.from_iterable(row.tokens for row in above))
    begins = [order == 0 for row in above for order in range(len(row.tokens))]
    return year_above(tokens, [*begins, True], len(tokens))


def in_header(token: Token, first: int, year: str, vocabulary: Vocabulary) -> Token:
    """A token of the header as the column that it is; what stands before the years and names no block is the whole."""
    if is_year(token, vocabulary):
        return token._replace(labels=THIS_YEAR if year_in(token) == year else OTHER)
    is_whole = token.column < first and not token.is_kind("side")
    return token._replace(labels=OTHER) if is_whole else token


def year_in(token: Token) -> str:
    """The four digits of a token that prints a year and nothing else."""
    return half_width(token.text).strip()[:4]
