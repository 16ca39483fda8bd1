"""Texts whose line ends inside a sentence: …开工推迟半月， goes on in the next line, whatever row begins there.

Input: StreamTokens of a table or of the goals. Output: the same, such texts in one token each. Stage `parse`. A text
goes on where it ends with a comma or inside a bracket; a reason also where the next line says what only reasons say.
"""

import re
from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_figure, is_measured, is_number, is_percent
from etl.parse.labels.tokens import whole_text
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.stream_tokens import StreamToken

OPEN_END = re.compile(r"[,，、(（“]$")
BRACKETS = ("(（", ")）")
SHORTEST_TEXT = 6


def with_open_ends_joined(items: Sequence[StreamToken], vocabulary: Vocabulary, *, is_table: bool) -> list[StreamToken]:
    """The tokens with every text whole; in a table the rest of a text is all that its line prints."""
    whole: list[StreamToken] = []
    for number, item in enumerate(items):
        is_lone = item.begins_line and (number + 1 == len(items) or items[number + 1].begins_line)
        can_be_rest = item.begins_line and (is_lone or not is_table) and is_words(item)
        if whole and can_be_rest and (is_open(whole[-1], item) or (is_table and is_reason(whole, item, vocabulary))):
            whole[-1] = joined(whole[-1], item)
        else:
            whole.append(item)
    return whole


def is_words(item: StreamToken) -> bool:
    """Whether a token is a text and neither a label nor a value."""
    text = item.token.text
    return not (item.token.labels or is_figure(text))


def is_open(item: StreamToken, rest: StreamToken) -> bool:
    """Whether a text ends inside a sentence, or inside a bracket that the rest closes."""
    text = item.token.text
    if not is_words(item):
        return False
    opened, closed = (sum(map(text.count, pair)) for pair in BRACKETS)
    return OPEN_END.search(text) is not None or (opened > closed and any(end in rest.token.text for end in BRACKETS[1]))


def is_reason(whole: Sequence[StreamToken], rest: StreamToken, vocabulary: Vocabulary) -> bool:
    """Whether the last text stands behind a value in its line, and what follows begins as only a reason goes on."""
    last, before = whole[-1], whole[-2] if len(whole) > 1 else None
    if last.begins_line or before is None or not is_words(last) or len(last.token.text) < SHORTEST_TEXT:
        return False
    value = before.token.text
    is_behind_value = is_number(value) or is_percent(value) or is_measured(value)
    return is_behind_value and vocabulary.reason_openings.match(rest.token.text) is not None


def joined(item: StreamToken, rest: StreamToken) -> StreamToken:
    """One token for a text and what goes on in the next line."""
    return StreamToken(whole_text([item.token, rest.token]), item.begins_line)
