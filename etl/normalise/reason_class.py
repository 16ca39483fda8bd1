"""The classes of a deviation reason, rule first, and whether the text names only a measure.

Input: a printed reason text. Output: class codes of etl/reference/reason_classes.csv. Stage: normalise.

The text is cut into clauses. A clause names a measure where it says what is to be done (需…, 进一步…, 加强…), else a
cause or a fact. Cause classes are looked for in cause clauses only and measure classes in measure clauses only, because
需加大监管 is no lack of supervision and 违规 is no measure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from etl.normalise.reference_lists import load_reference_list

CLAUSE_END = re.compile(r"[，。；！？,;!?\n]+")
UNRECOGNISED_CAUSE = "R00"
CAUSE, MEASURE = "R", "M"
NO_CAUSE_STATED = "R27"
EMPTY_MEASURE = "M14"


class ClauseKind(StrEnum):
    """What a clause says; NEUTRAL is a fact that continues the clause before it."""

    CAUSE = "cause"
    MEASURE = "measure"
    NEUTRAL = "neutral"
    NO_STATEMENT = "no_statement"


@dataclass(frozen=True, slots=True)
class ReasonClasses:
    """The class codes of one reason, sorted, causes (R) before measures (M), and whether it names no cause at all."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    is_measure_only: bool

    @property
    def has_cause(self) -> bool:
        """Whether the text says why."""
        return any(code[0] == CAUSE and code != NO_CAUSE_STATED for code in self.codes)

    @property
    def has_measure(self) -> bool:
        """Whether the text says what will be done."""
        return any(code[0] == MEASURE for code in self.codes)

    @property
    def says_something(self) -> bool:
        """Whether there is a cause or a measure; 无 and 无偏差 have neither."""
        return self.has_cause or self.has_measure


@cache
def _load_marks() -> dict[str, re.Pattern[str]]:
    """The patterns that tell a measure from a cause, by their mark."""
    return {row["mark"]: re.compile(row["pattern"]) for row in load_reference_list("reason_clause_marks.csv")}


@cache
def _load_cues(kind: str) -> dict[str, re.Pattern[str]]:
    """The cue pattern of every class of one kind (cause, measure) that has one, by class code."""
    rows = load_reference_list("reason_classes.csv")
    return {
        row["class_code"]: re.compile(row["cue_pattern"]) for row in rows if row["kind"] == kind and row["cue_pattern"]
    }


@cache
def load_class_names() -> dict[str, str]:
    """The Chinese name of every class by its code."""
    return {row["class_code"]: row["class_name"] for row in load_reference_list("reason_classes.csv")}


def classify_reason(text: str) -> ReasonClasses:
    """The classes of a reason text; a text that states nothing, or only a measure, is of class R27.

    A cause that no cue word fits is R00; a measure that no cue word fits is M14.
    """
    clauses = [clause.strip() for clause in CLAUSE_END.split(text) if clause.strip()]
    kinds = [_choose_kind(clause) for clause in clauses]
    causes, measures = _join_clauses(clauses, kinds)
    codes: set[str] = set()
    if causes:
        codes |= _find_classes("cause", causes) or {UNRECOGNISED_CAUSE}
    else:
        codes.add(NO_CAUSE_STATED)
    if measures:
        codes |= _find_classes("measure", measures) or {EMPTY_MEASURE}
    ordered = sorted(codes, key=lambda code: (code[0] != CAUSE, code))
    names = load_class_names()
    return ReasonClasses(tuple(ordered), tuple(names[code] for code in ordered), bool(measures) and not causes)


def _choose_kind(clause: str) -> ClauseKind:
    """What one clause says; the first mark that fits decides, from the surest to the weakest."""
    marks = _load_marks()
    if marks["no_statement"].search(clause):
        return ClauseKind.NO_STATEMENT
    if marks["start_cause"].search(clause):
        return ClauseKind.CAUSE
    if marks["modal"].search(clause):
        return ClauseKind.MEASURE
    if marks["negative"].search(clause):
        return ClauseKind.CAUSE
    return ClauseKind.MEASURE if marks["measure_start"].search(clause) else ClauseKind.NEUTRAL


def _join_clauses(clauses: list[str], kinds: list[ClauseKind]) -> tuple[str, str]:
    """All causes as one text, and all measures; a neutral clause joins the one before it, the first the causes."""
    texts: dict[ClauseKind, list[str]] = {ClauseKind.CAUSE: [], ClauseKind.MEASURE: []}
    current = ClauseKind.CAUSE
    for clause, kind in zip(clauses, kinds, strict=True):
        if kind is ClauseKind.NO_STATEMENT:
            continue
        if kind is not ClauseKind.NEUTRAL:
            current = kind
        texts[current].append(clause)
    return "，".join(texts[ClauseKind.CAUSE]), "，".join(texts[ClauseKind.MEASURE])


def _find_classes(kind: str, text: str) -> set[str]:
    """The codes of every class of one kind that a cue of the text fits."""
    return {code for code, cue in _load_cues(kind).items() if cue.search(text)}
