"""The wordings around a number in an indicator cell: comparison operators, fillers, deadlines, spellings of units.

Input: a folded text without white space. Output: what stands before and after its number. Stage: normalise.
The words are data: etl/reference/value_wording.csv and unit_synonyms.csv.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from etl.normalise.reference_lists import load_reference_list

AT_LEAST = frozenset({"≥", ">"})
AT_MOST = frozenset({"≤", "<"})
UNIT = re.compile(r"[^0-9\s，。；、：！？,;:!?≥≤<>=]{1,12}")
PERCENT_SIGNS = ("%", "‰")
LONGEST_PERCENT_TAIL = 6
"""Characters after a percent sign that are still one statement (100%全覆盖), not a sentence."""
BRACKETS = {"(": ")", "（": "）"}


class Opening(NamedTuple):
    """What stands before a number: its operator, and whether the words before it are understood."""

    operator: str | None
    is_understood: bool


class Ending(NamedTuple):
    """What stands after a number: unit and operator, and whether the text is a unit and nothing else."""

    unit: str | None
    operator: str | None
    is_understood: bool


@cache
def load_wordings(kind: str) -> dict[str, str]:
    """Operator by wording for one kind of wording, longest wording first, so that 不少于 is met before 少于."""
    rows = [row for row in load_reference_list("value_wording.csv") if row["kind"] == kind]
    return {row["wording"]: row["operator"] for row in sorted(rows, key=lambda row: -len(row["wording"]))}


Wordings = dict[str, tuple[tuple[str, str], ...]]
"""Wordings with their operators by one of their characters: a text is compared with the few that can fit it."""


@cache
def load_openings() -> Wordings:
    """Every wording of a comparison by its first character, longest first."""
    return _by_character(load_wordings("prefix_operator").items(), 0)


@cache
def load_closings() -> Wordings:
    """Every wording of a comparison by its last character, longest first: it ends the words before a number."""
    return _by_character(load_wordings("prefix_operator").items(), -1)


@cache
def load_endings() -> Wordings:
    """Every suffix operator and suffix filler, alone and with each verb that may follow it, by its last character."""
    tails = ("", *load_wordings("tail"))
    kinds = ("suffix_operator", "suffix_filler")
    endings = (
        (wording + tail, operator)
        for kind in kinds
        for wording, operator in load_wordings(kind).items()
        for tail in tails
    )
    return _by_character(endings, -1)


def _by_character(wordings: Iterable[tuple[str, str]], position: int) -> Wordings:
    """The wordings by their character at a position, in the order given."""
    found: dict[str, list[tuple[str, str]]] = {}
    for wording, operator in wordings:
        found.setdefault(wording[position], []).append((wording, operator))
    return {character: tuple(pairs) for character, pairs in found.items()}


@cache
def load_deadline_pattern() -> re.Pattern[str]:
    """One pattern of every way a deadline is printed."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in load_wordings("deadline")))


@cache
def load_unit_synonyms() -> dict[str, str]:
    """The unit's usual spelling by other spelling."""
    return {row["spelling"]: row["unit_name"] for row in load_reference_list("unit_synonyms.csv")}


def parse_opening(before: str) -> Opening:
    """The operator that ends the text before a number.

    Words before an operator are the thing measured (克重低于); words without one leave open what the number says,
    unless they are fillers that give no direction (约, 每年).
    """
    for wording, operator in load_closings().get(before[-1:], ()):
        if before.endswith(wording):
            return Opening(operator, True)
    return Opening(None, not before or before in load_wordings("filler"))


def parse_ending(after: str) -> Ending:
    """The unit and the operator in the text after a number: `%以上`, `个工作日内办结`, `(卷(件))`."""
    words, operator = _split_suffix_operator(after)
    if words.startswith(PERCENT_SIGNS) and len(words) <= 1 + LONGEST_PERCENT_TAIL and UNIT.fullmatch(words):
        return Ending(words[0], operator, True)
    unit = _strip_brackets(words)
    return Ending(unit or None, operator, not unit or UNIT.fullmatch(unit) is not None)


def _split_suffix_operator(after: str) -> tuple[str, str | None]:
    """The text before a suffix operator or suffix filler, and the operator; a verb such as 完成 may follow it."""
    for ending, operator in load_endings().get(after[-1:], ()):
        if after.endswith(ending):
            return after.removesuffix(ending), operator or None
    return after, None


def _strip_brackets(words: str) -> str:
    """The words without the pair of brackets that encloses them as a whole."""
    closing = BRACKETS.get(words[:1])
    is_enclosed = closing is not None and words.endswith(closing) and words.count(words[0]) == words.count(closing)
    return words[1:-1] if is_enclosed else words


def agree_on_operator(before: str | None, after: str | None) -> str | None:
    """The one operator of a number that may carry two (≥95%以上); None where they contradict each other."""
    if before is None or after is None:
        return before or after
    same_side = {before, after} <= AT_LEAST or {before, after} <= AT_MOST
    return before if same_side else None
