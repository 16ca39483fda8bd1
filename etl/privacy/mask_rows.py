"""Covers personal data in the rows of one document: same length, so that every place on a line stays true.

Input: the rows of a document by table, its lines among them. Output: the rows with `*` in place of what tells of a
person, and the places of the lines that were covered. Numbers of money, points and rates are other types and never
touched.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any, NamedTuple

from etl.privacy.find_personal_data import PersonalSpan, find_personal_data
from etl.privacy.folded_text import fold

Rows = dict[str, list[dict[str, Any]]]
LINES = "raw_document_line"
FINDINGS = "audit_finding"  # their sentences quote single cells
FIXED_COLUMNS = re.compile(r"_(?:id|code|sha256)$|^(?:field_name|sha256|row_no|line_no)$")
QUOTING = ("problems", "set_aside")  # of what `python -m etl read` prints
SHOWN_AT_THE_ENDS = (3, 4)  # digits of a number that stay: 138****5678
SHOWN_OF_A_NAME = 1
SIGN = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
AT = re.compile("[@＠]")


class CoveredPlace(NamedTuple):
    """Characters of a line that were covered; the line is where they begin."""

    line_no: int
    char_start: int
    char_end: int


def mask_rows(rows: Rows) -> tuple[Rows, list[CoveredPlace]]:
    """The rows with personal data covered, and where on the lines; the input is not changed."""
    lines = rows.get(LINES, [])
    text = "\n".join(line["line_text"] for line in lines)
    spans = find_personal_data(text)
    if not spans:
        return rows, []
    starts = [0, *accumulate(len(line["line_text"]) + 1 for line in lines)]
    covered = cover(text, spans)
    masked: Rows = {
        LINES: [
            line | {"line_text": covered[start : start + len(line["line_text"])]}
            for line, start in zip(lines, starts, strict=False)
        ]
    }
    pieces = pieces_of(text, spans)
    for name, table in rows.items():
        if name != LINES:
            masked[name] = [mask_row(row, pieces, is_quoted=name == FINDINGS) for row in table]
    places = []
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        places.append(CoveredPlace(lines[at]["line_no"], span.start - starts[at], span.end - starts[at]))
    return {name: masked[name] for name in rows}, places


def pieces_of(text: str, spans: list[PersonalSpan]) -> dict[str, PersonalSpan]:
    """What was found on the lines, as printed and folded: values hold no signs without a width."""
    pieces = {text[span.start : span.end]: span for span in spans}
    return pieces | {fold(piece).text: span for piece, span in pieces.items()}


def mask_described(described: Any, text: str) -> Any:
    """What was read of a document, as nested lists and mappings of JSON, with the personal data of its text covered."""
    return mask_nested(described, pieces_of(text, find_personal_data(text)), is_quoted=False)


def mask_nested(described: Any, pieces: dict[str, PersonalSpan], *, is_quoted: bool) -> Any:
    """The texts of a nested value covered; those below `problems` quote single cells."""
    if isinstance(described, str):
        return mask_value(described, pieces, is_quoted=is_quoted)
    if isinstance(described, list):
        return [mask_nested(one, pieces, is_quoted=is_quoted) for one in described]
    if isinstance(described, dict):
        return {key: mask_nested(one, pieces, is_quoted=is_quoted or key in QUOTING) for key, one in described.items()}
    return described


def mask_name(name: str) -> str:
    """The name or path of a file with personal data covered."""
    return cover(name, find_personal_data(name))


def mask_row(row: dict[str, Any], pieces: dict[str, PersonalSpan], *, is_quoted: bool) -> dict[str, Any]:
    """One row with the personal data of its document covered; identifiers and codes stay."""
    return {
        column: mask_value(value, pieces, is_quoted=is_quoted)
        if isinstance(value, str) and not FIXED_COLUMNS.search(column)
        else value
        for column, value in row.items()
    }


def mask_value(value: str, pieces: dict[str, PersonalSpan], *, is_quoted: bool) -> str:
    """A text of a row with what was found on the lines covered.

    A number is covered wherever it stands; a name where it is the whole text, stands beside its label again, or is
    quoted by a finding: 王平 inside 王平路 is a street.
    """
    value = cover(value, find_personal_data(value))
    for piece, span in pieces.items():
        if not span.is_name or value == piece or (is_quoted and piece in value):
            value = value.replace(piece, cover_piece(piece, is_name=span.is_name))
    return value


def cover(text: str, spans: list[PersonalSpan]) -> str:
    """The text with its spans covered, as long as before."""
    parts, end = [], 0
    for span in spans:
        parts += [text[end : span.start], cover_piece(text[span.start : span.end], is_name=span.is_name)]
        end = span.end
    return "".join([*parts, text[end:]])


def cover_piece(piece: str, *, is_name: bool) -> str:
    """A name as its first character and stars, a mail address with its host only, a number as its first three and last
    four characters and stars; of a short number two are shown, so that at least four are covered.
    """
    if is_name:
        return piece[:SHOWN_OF_A_NAME] + re.sub(r"\S", "*", piece[SHOWN_OF_A_NAME:])
    if at := AT.search(piece):
        return f"{piece[:1]}{'*' * (at.start() - 1)}{piece[at.start() :]}"
    first, last = SHOWN_AT_THE_ENDS if len(piece) > sum(SHOWN_AT_THE_ENDS) + 3 else (2, 0)
    middle = piece[first : len(piece) - last]
    return piece[:first] + SIGN.sub("*", middle) + piece[len(piece) - last :]
