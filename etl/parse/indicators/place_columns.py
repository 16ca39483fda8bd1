"""Columns of an indicator header that name places, one target a place: 区域目标值 ｜ 某区 ｜ 某县.

Input: a stream and where its indicator header ends. Output: how many tokens more are its columns. Stage `parse`. None
of several places' targets is the project's: these columns give no field.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.parse.indicators.indicator_header import UNKNOWN, is_heading
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.rows.fit_row import Column
from etl.parse.rows.stream_tokens import StreamToken

FEWEST_PLACES, MOST_PLACES = 2, 24
EMPTY_COST = 1.0  # every place has its target: a row without them, and another without its notes, are one row
PLACE = re.compile("[\u4e00-\u9fff]{1,12}(?:省|市|州|盟|县|区|旗|镇|乡|村|街道|农场)")


def tier_above_places(header: list[Token]) -> list[Token]:
    """The heading that spans the columns of places at the end of a header: it is no column itself."""
    places = [order for order, token in enumerate(header) if not token.labels and PLACE.fullmatch(token.text)]
    if len(places) < FEWEST_PLACES or places != list(range(places[0], len(header))):
        return []
    return [token for token in header[places[0] - 1 : places[0]] if not token.labels]


def place_columns(stream: list[StreamToken], end: int) -> int:
    """How many headings of the last columns follow that name places, one target a place: 区域目标值 ｜ 某区 ｜ 某县."""
    count = next((at for at, item in enumerate(stream[end : end + MOST_PLACES]) if item.token.labels), MOST_PLACES)
    headings = [item.token for item in stream[end : end + count]]
    places = sum(PLACE.fullmatch(token.text) is not None for token in headings)
    is_header = places >= FEWEST_PLACES and all(is_heading(token) for token in headings)
    return count if is_header and end + count < len(stream) and is_level1_only(stream[end + count].token) else 0


def with_places(columns: Sequence[Column], header: TokenRow) -> tuple[Column, ...]:
    """The columns with those of places, from the first one on, as what they are: columns of values."""
    names = enumerate(header.tokens)
    places = [order for order, token in names if not token.labels and PLACE.fullmatch(token.text)]
    if len(places) < FEWEST_PLACES:
        return tuple(columns)
    named = {f"{UNKNOWN}.{order}": f"place.{order}" for order in range(places[0], len(header.tokens))}
    return tuple(
        replace(column, role=named[column.role], empty_cost=EMPTY_COST) if column.role in named else column
        for column in columns
    )


def is_level1_only(token: Token) -> bool:
    """Whether a text is a level-1 name and no level-2 name."""
    return token.is_kind("level1") and not token.is_kind("level2")
