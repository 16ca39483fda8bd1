"""Indicator tables of the whole term above or below those of the year: the year's count, the others are passed over.

Input: the rows of a form. Output: which header begins a table of the whole term. Stage `parse`.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary


def begins_term_block(sheet: FormSheet, index: int, vocabulary: Vocabulary) -> bool:
    """Whether a row heads the indicators of the whole term, in a form that prints those of the year too."""
    if not is_indicator_header(sheet.rows[index]) or not is_named(sheet.rows, index, "whole_term", vocabulary):
        return False
    headers = [other for other in range(len(sheet.rows)) if is_indicator_header(sheet.rows[other])]
    return any(is_named(sheet.rows, other, "year", vocabulary) for other in headers)


def is_named(rows: tuple[TokenRow, ...], index: int, term: str, vocabulary: Vocabulary) -> bool:
    """Whether the header, or the cell right before it, names the term of its indicators."""
    beside = [token for token in rows[index].tokens if not token.is_kind("indicator_column")]
    above = rows[index - 1].tokens[-1:] if index else ()
    pattern = vocabulary.term_labels[term]
    return any(pattern.fullmatch(vocabulary.fold(token.text)) for token in (*beside, *above))


def pass_over_term_block(sheet: FormSheet, index: int) -> int:
    """Claim a table of the whole term and say so; returns the index of the next header, or of the first other block."""
    first = sheet.rows[index].first
    sheet.report("term_indicators_beside", "低", "表上还印有实施期（中长期）指标，只采用年度指标。", first)
    sheet.claim(*sheet.rows[index].tokens)
    index += 1
    while index < len(sheet.rows) and not is_indicator_header(sheet.rows[index]):
        row = sheet.rows[index]
        if any(token.is_kind("form", "total", "fund_row", "goal") for token in row.tokens):
            break
        sheet.claim(*row.tokens)
        index += 1
    return index
