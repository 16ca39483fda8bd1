"""Money by years alone, 合计 ｜ 2023年 ｜ 2024年 ｜ 2025年: the column of the form's own year is the year's.

Input: TokenRows. Output: the same with the labels of such a header. Stage `parse`. The year of the form must stand
above the header, in its title; where it does not, or no column is of it, all columns stay without a label.
"""

from collections.abc import Sequence
from itertools import chain

from etl.parse.indicators.indicator_header import is_heading
from etl.parse.labels.label_patterns import EARLIER
from etl.parse.labels.labelled_years import year_above
from etl.parse.labels.printed_kinds import half_width, is_money, is_number
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary
from etl.parse.rows.year_tiers import is_year

FUND = "fund_column"
THIS_YEAR, OTHER = Labels((Label(FUND, "initial_budget"),)), Labels((Label(FUND, EARLIER[FUND]),))
FEWEST_YEARS = 2


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
                labelled[index] = TokenRow(row.line_no, tokens, row.is_tabular, row.width)
    return tuple(labelled)


def years_of(row: TokenRow, vocabulary: Vocabulary) -> list[Token]:
    """The years of a row that ends with several of them, before which it names at most its block and the whole."""
    years = [token for token in row.tokens if is_year(token, vocabulary)]
    heads = row.tokens[: -len(years)] if years else ()
    is_header = row.is_tabular and len(years) >= FEWEST_YEARS and list(row.tokens[len(heads) :]) == years
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
