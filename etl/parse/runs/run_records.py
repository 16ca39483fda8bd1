"""Indicators that are printed as runs of labels and values, one record after another, as rows below one header.

Input: Pieces in printed order, as run_rows.py hands them on. Output: a header row and LabelledRows. Stage
`parse`. A record begins where a name, a level or a value that it has already is printed again; what is of no record is
handed back and reported as not read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import OPERATOR, SUM_TOLERANCE, number_of
from etl.parse.labels.roles import LEVELS, NAMES
from etl.parse.labels.tokens import Token, TokenRow, bare_points
from etl.parse.labels.vocabulary import NO_LABELS, Label, Labels
from etl.parse.runs.run_pieces import Piece

COLUMN = "indicator_column"
WORDS = ("target_operator", "target", "target_adjusted", "target_unit", "actual", "weight", "weight_share", "score")
UNREAD = ("not_read", "other_time", "unread_number", "unread_rate", "evidence")
ROLES = (*NAMES, *WORDS, "deviation_reason", *UNREAD)
VALUES = frozenset({"target", "target_adjusted", "actual", "weight", "score"})
RESULTS = frozenset({"target", "target_adjusted", "actual"})
MOST_OF_EXECUTION, FEWEST_SCORES = 20.0, 2
MOST_UNLISTED = 16  # labels that nobody declared, in one table
LEVEL_WORDS = {"level1": "一级指标", "level2": "二级指标", "level3": "三级指标"}
BARE_NUMBER = re.compile(r"(?<=\S)[；;，、]\s{0,4}([0-9]{1,3}(?:\.[0-9]{1,4})?分?)$")  # points whose label is missing
COLON = re.compile(r"(?<![0-9])[:：]")  # a label that was not told inside a name
PARTS = re.compile(r"[；;]")  # 水质监测次数 24次；巡查次数 ≥48次
BORDER = re.compile(r"(?<=\s)[/／|｜→](?=\s)")  # 产出指标 / 数量指标 / name / target
BORDERS = " /／|｜→"
SPACED_NUMBER = re.compile(r"(?<=[^\s0-9])\s{1,4}(?=[0-9])")


def heads_values(text: str) -> bool:
    """Whether a text is the head of a column of values (权重): a table's header in one line is no run."""
    return any(label.kind == COLUMN and label.role in VALUES for label in load_vocabulary().labels_of(text))


class LabelledRow(TokenRow):
    """A row whose cells stand in the columns of their own labels: nothing about it has to be fitted."""

    __slots__ = ()


@dataclass
class Record:
    """One indicator so far: its cells by role, its cells under labels that nobody declared, and its bare value."""

    cells: dict[str, Token] = field(default_factory=dict)
    unlisted: dict[str, tuple[Token, Token]] = field(default_factory=dict)
    bare: Token | None = None

    @property
    def has_values(self) -> bool:
        """Whether a target, a result or points were printed."""
        return bool(self.cells.keys() & VALUES) or self.bare is not None

    @property
    def is_kept(self) -> bool:
        """Whether the record becomes a row."""
        return self.is_indicator or self.has_values

    @property
    def is_indicator(self) -> bool:
        """Whether the record is a named indicator with a target or a result."""
        return "level3" in self.cells and bool(self.cells.keys() & RESULTS)


class RunRecords:
    """The records of one indicator table while they are read."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.current = Record()
        self.labels: dict[str, Token] = {}
        self.rest: list[Token] = []
        self.unlisted: set[str] = set()
        self.styles: dict[str, str] = {}  # of the numbers before level names: 一、 above （一）

    def begin(self) -> None:
        """End the record that is being read."""
        record = self.current
        if record.has_values or "level3" in record.cells or record.unlisted:
            self.records.append(record)
            self.current = Record()

    def take_level(self, piece: Piece, *, has_name: bool, is_above: bool) -> None:
        """A level's name as a heading, or before the name of an indicator, or above one of the lower level."""
        if self.current.has_values or "level3" in self.current.cells:
            self.begin()
        kinds = piece.token.labels.kinds & set(LEVELS)
        role = next(iter(kinds)) if len(kinds) == 1 else self.level_of(piece, has_name=has_name, is_above=is_above)
        if piece.numbering and len(kinds) == 1:
            self.styles[role] = piece.numbering
        if role in self.current.cells:
            self.begin()
        if role == "level1":
            self.current.cells.pop("level2", None)
        self.current.cells[role] = piece.token._replace(labels=only_levels(piece.token))

    def level_of(self, piece: Piece, *, has_name: bool, is_above: bool) -> str:
        """The level of a name of both levels, as 成本指标: that of the headings numbered alike, else the lower one
        where a level-1 name stands right above it or an indicator's name follows."""
        if is_above:
            return "level1"
        if piece.numbering and piece.numbering in self.styles.values():
            return next(role for role, style in self.styles.items() if style == piece.numbering)
        is_below = "level1" in self.current.cells and not piece.numbering
        return "level2" if is_below or has_name else "level1"

    def take_value(self, role: str, label: Token, value: Token | None) -> None:
        """A labelled value; one that the record has already begins the next record."""
        if role in self.current.cells and role not in UNREAD:
            self.begin()
        is_named = "level3" in self.current.cells and bool(self.current.cells.keys() & set(LEVELS))
        if role in NAMES and (self.current.has_values or (role == "level1" and is_named)):
            self.begin()  # a name may stand above its levels
        self.labels.setdefault(role, label)
        if value is None:
            return
        if role in LEVELS:
            value = value._replace(labels=only_levels(value))
        if role in WORDS and (bare := BARE_NUMBER.search(value.text)):
            self.rest.append(cut(value, bare.group(1), bare.start(1)))
            value = cut(value, value.text[: bare.start()].rstrip(), 0)
        if role == "level3":
            self.take_name(value)
        else:
            self.current.cells[role] = value._replace(labels=only_levels(value) if role in NAMES else NO_LABELS)

    def take_name(self, token: Token) -> None:
        """The name of an indicator, with the target behind it where an operator, or a number after a blank, begins
        one."""
        if "level3" in self.current.cells or self.current.has_values:
            self.begin()
        text = token.text.rstrip(BORDERS)
        if len(parts := [part for part in PARTS.split(text) if part.strip()]) > 1 and not COLON.search(text):
            at = 0
            for part in parts:
                at = text.index(part, at)
                self.take_name(cut(token, part.strip(), at))
            return
        if COLON.search(text) or heads_values(text):
            self.rest.append(token)
            return
        if border := BORDER.search(text):
            self.take_name(cut(token, text[: border.start()].rstrip(), 0))
            self.take_bare(cut(token, text[border.end() :].strip(), border.end()))
            return
        found = OPERATOR.search(text) or SPACED_NUMBER.search(text)
        if found is not None and is_in_name(text, found.start()):
            found = None
        if found is None or not text[: found.start()].strip(" ：:，,"):
            self.current.cells["level3"] = cut(token, text, 0)
            return
        name, value = text[: found.start()].rstrip(" ：:，,"), text[found.start() :].strip()
        self.current.cells["level3"] = cut(token, name, 0)
        self.take_bare(cut(token, value, found.start()))

    def take_bare(self, value: Token) -> None:
        """A value right behind the name: the target where it begins with a comparison, else told by the whole table."""
        if OPERATOR.match(value.text) and "target" not in self.current.cells:
            self.current.cells["target"] = value._replace(labels=NO_LABELS)
        elif self.current.bare is None:
            self.current.bare = value._replace(labels=NO_LABELS)
        else:
            self.rest.append(value)

    def take_unlisted(self, label: Token, value: Token | None) -> None:
        """A label that nobody declared and its value: a column of its own; before any value the indicator's name."""
        if "level3" not in self.current.cells and not self.current.has_values:
            self.take_name(label)
            if value is not None:
                self.take_bare(value)
        elif value is not None and (label.text in self.unlisted or len(self.unlisted) < MOST_UNLISTED):
            self.unlisted.add(label.text)
            self.current.unlisted[label.text] = (label, value)
        elif value is not None:
            self.rest += [label, value]

    def rows(self, *, is_plan: bool) -> list[TokenRow]:
        """The header and the records below it, then what is of no record. In a plan a bare value is the target."""
        self.begin()
        kept = [record for record in self.records if record.is_kept]
        lost = [t for r in self.records if not r.is_kept for t in (*r.cells.values(), *of_unlisted(r))]
        hand_levels_on(self.records)
        has_actual = any("actual" in record.cells for record in self.records)
        for record in kept:
            if record.bare is not None and is_plan and not has_actual and "target" not in record.cells:
                record.cells["target"], record.bare = record.bare, None
        lost += [record.bare for record in kept if record.bare is not None]
        if not any(record.is_indicator for record in kept):
            lost = [t for record in self.records for t in (*record.cells.values(), *of_unlisted(record))]
            lost += [record.bare for record in self.records if record.bare is not None]
            return texts_of([*lost, *self.rest])
        total = self.total_of(kept)
        rest = texts_of([*lost, *self.rest])
        return [*table(kept[:-1] if total else kept, self.labels), *total, *rest]

    def total_of(self, records: Sequence[Record]) -> list[TokenRow]:
        """The form's total, where the last record is nothing but a score that no indicator can have earned: as much as
        all others together, and at most the points of execution more."""
        last = records[-1].cells
        printed = [number_of(bare_points(r.cells["score"]).text) for r in records[:-1] if "score" in r.cells]
        scores = [score for score in printed if score is not None]
        if set(last) != {"score"} or records[-1].unlisted or not FEWEST_SCORES <= len(scores) == len(printed):
            return []
        value, others = number_of(bare_points(last["score"]).text), sum(scores)
        if value is None or not -SUM_TOLERANCE < value - others < MOST_OF_EXECUTION + SUM_TOLERANCE:
            return []
        label = self.labels["score"]._replace(labels=Labels((Label("total", "total_score"),)))
        return [TokenRow(last["score"].place.line_no, (label, bare_points(last["score"])), False)]


def hand_levels_on(records: Sequence[Record]) -> None:
    """Give the levels of a record that is none to the next one: they head it too."""
    levels: dict[str, Token] = {}
    for record in records:
        if "level1" not in record.cells:
            record.cells = {
                **{role: token for role, token in levels.items() if role not in record.cells},
                **record.cells,
            }
        levels = {} if record.is_kept else {role: record.cells[role] for role in LEVELS if role in record.cells}


def texts_of(tokens: Sequence[Token]) -> list[TokenRow]:
    """Tokens that no indicator has, each as a text of its own, which is reported."""
    return [TokenRow(token.place.line_no, (token._replace(labels=NO_LABELS),), False) for token in tokens]


def of_unlisted(record: Record) -> list[Token]:
    """The cells under labels that nobody declared."""
    return [token for pair in record.unlisted.values() for token in pair]


def only_levels(token: Token) -> Labels:
    """The labels of a level's name, of which a row needs to know no others."""
    return Labels(label for label in token.labels if label.kind in LEVELS)


def cut(token: Token, text: str, offset: int) -> Token:
    """A part of a token at its place, where the token has one of its own."""
    place = token.place
    if place.char_end - place.char_start != len(token.text):
        return token._replace(text=text, labels=NO_LABELS)
    start = token.text.index(text, offset) + place.char_start
    return token._replace(
        text=text, place=place._replace(char_start=start, char_end=start + len(text)), labels=NO_LABELS
    )


def table(records: Sequence[Record], labels: dict[str, Token]) -> list[TokenRow]:
    """The header of all columns that the records print, and a row for each record."""
    vocabulary = load_vocabulary()
    printed = {role for record in records for role in record.cells} | set(NAMES)
    roles = [role for role in ROLES if role in printed]
    first = records[0].cells.get("level3") or next(iter(records[0].cells.values()))
    header: list[Token] = []
    for column, role in enumerate(roles, start=1):
        label = labels.get(role)
        if label is None:
            text = LEVEL_WORDS.get(role, role)
            label = Token(text, first.place, column, vocabulary.labels_of(text))
        kept = Labels((Label(COLUMN, role, next((one.rank for one in label.labels if one.role == role), 0)),))
        header.append(label._replace(column=column, labels=kept))
    unlisted = list(dict.fromkeys(name for record in records for name in record.unlisted))
    for column, name in enumerate(unlisted, start=len(roles) + 1):
        label = next(record.unlisted[name][0] for record in records if name in record.unlisted)
        header.append(label._replace(column=column, labels=NO_LABELS))
    width = len(header)
    rows: list[TokenRow] = [TokenRow(first.place.line_no, tuple(header), True, width)]
    for record in records:
        cells = [
            record.cells[role]._replace(column=at) for at, role in enumerate(roles, start=1) if role in record.cells
        ]
        cells += [
            record.unlisted[name][1]._replace(column=at)
            for at, name in enumerate(unlisted, start=len(roles) + 1)
            if name in record.unlisted
        ]
        rows.append(LabelledRow(cells[0].place.line_no, tuple(cells), True, width))
    return rows


def is_in_name(text: str, at: int) -> bool:
    """Whether a comparison is part of the name: in a bracket that the name closes, or before the form's own blank for
    a number, as in 苗木成活率（≥**%）."""
    opened = [sum(map(text[:at].count, bracket)) for bracket in ("(（", ")）")]
    is_closed = sum(map(text[at:].count, ")）")) > sum(map(text[at:].count, "(（"))
    return (opened[0] > opened[1] and is_closed) or "**" in text[at:]
