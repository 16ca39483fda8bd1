"""A page that a site for sharing documents shows in parts, numbered wherever they happen to begin: 年 ｜ 3、度目标.

Input: the pieces of a document's lines, as blanks cut them. Output: the same with such parts as one line, without
their numbers. Stage `parse`. Only long lines that follow each other and go on in the middle of a sentence are parts; a
numbered list ends its items.
"""

import re
from collections.abc import Sequence

from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary

NUMBER = re.compile(r"([1-9][0-9]?)、")
SENTENCE_ENDS = ("。", "；", ";", "！", "!", "？", "?", ".")
SHORTEST_PART = 150  # characters; only the last part may be shorter
FEWEST_PARTS = 2

Pieces = tuple[Token, ...]


def with_parts_joined(rows: Sequence[Pieces], vocabulary: Vocabulary) -> list[Pieces]:
    """The lines with the parts of each page in one."""
    lines: list[Pieces] = []
    at = 0
    while at < len(rows):
        size = count_parts(rows, at)
        whole: list[Token] = []
        for part in rows[at : at + size]:
            whole = joined(whole, without_number(part, vocabulary), vocabulary)
        lines.append(tuple(whole) if size else rows[at])
        at += size or 1
    return lines


def count_parts(rows: Sequence[Pieces], first: int) -> int:
    """How many lines from this one on are parts of a page, numbered from 1; 0 where they are none."""
    size = 0
    while first + size < len(rows) and number_of_part(rows[first + size]) == size + 1:
        size += 1
    if size < FEWEST_PARTS:
        return 0
    before = rows[first : first + size - 1]
    are_long = all(sum(len(token.text) for token in tokens) >= SHORTEST_PART for tokens in before)
    return size if are_long and not any(tokens[-1].text.endswith(SENTENCE_ENDS) for tokens in before) else 0


def number_of_part(tokens: Pieces) -> int:
    """The number that a line begins with; 0 for none."""
    found = NUMBER.match(tokens[0].text) if tokens else None
    return int(found.group(1)) if found else 0


def without_number(tokens: Pieces, vocabulary: Vocabulary) -> Pieces:
    """The pieces of a part without its number."""
    first = tokens[0]
    number = NUMBER.match(first.text)
    size = number.end() if number else 0
    text = first.text[size:]
    if not text:
        return tokens[1:]
    place = first.place._replace(char_start=first.place.char_start + size)
    return (first._replace(text=text, place=place, labels=vocabulary.labels_of(text)), *tokens[1:])


def joined(before: Sequence[Token], part: Pieces, vocabulary: Vocabulary) -> list[Token]:
    """Two parts with the piece that their border tore whole: the label that both halves make, or a text where neither
    half is a label."""
    if not before or not part:
        return [*before, *part]
    last, first = before[-1], part[0]
    whole = whole_label([last, first], vocabulary)
    if not whole.labels and (last.labels or first.labels):
        return [*before, *part]
    return [*before[:-1], whole, *part[1:]]
