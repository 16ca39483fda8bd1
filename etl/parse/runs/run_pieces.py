"""Texts that print labels and values one after another (指标1：培训人数；目标值：≥500人；得分：10), cut into both.

Input: a token of a printed row. Output: Pieces, each a label or the text between two labels, with its place. Stage
`parse`. A label counts where a text, a numbering or a separator begins it and a colon, a blank or a value follows it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from etl.parse.glued.glued_run import folded_singly
from etl.parse.labels.label_patterns import load_patterns
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import OPERATOR
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import NO_LABELS, Label, Labels, Vocabulary

KINDS = frozenset({"form", "goal", "fund_row", "fund_column", "indicator_column", "total", "level1", "level2", "side"})
SHORTEST, LONGEST = 2, 24
SHORTEST_BARE = 3  # of a label without a colon: 数量 and 目标 are words of any text
LEAD = re.compile(r"[-\s【\[〔•·●◆■▪*#>▲△▶►★☆○◎◇□※✓√]{0,12}")
BULLET = re.compile(r"[•·●◆■▪▲△▶►★☆○◎◇□※✓√]")
PART_OF = re.compile(r"其中\s{0,2}[:：]?\s{0,2}")
NUMBERING = re.compile(
    r"(?:序号\s?[0-9]{1,2}\s?[:：.、]?|[0-9]{1,2}[.、．)）](?![0-9])|[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）]|[一二三四五六七八九十]{1,2}[、.．]|[①-⑳])"
    r"[\s*]{0,4}"
)
BRACKET = re.compile(r"\s{0,2}[(（][^()（）:：]{1,16}[)）](?=\s{0,4}[*]{0,2}[:：\s]|$)")
COLON = re.compile(r"[\s*]{0,4}[:：][\s*:：]{0,4}")
CLOSED = re.compile(r"\s{0,2}[】\]〕]\s{0,4}[:：]?\s{0,4}")  # 【产出指标】
CHAIN = re.compile(r"\s{0,2}[-—–－/／>＞→|]{1,3}\s{0,2}")
NUMBERED_NAME = re.compile(
    r"(?:三级|绩效)?指标\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:名称)?(?=\s|[:：、.．]|$)"
)
AFTER_NUMBERED_NAME = re.compile(r"\s{0,2}[、.．]\s{0,2}")
UNLISTED = re.compile(r"[\u4e00-\u9fffA-Za-z/]{2,12}(?=[*]{0,2}\s{0,2}[:：])")
VALUE_BEGINS = re.compile(rf"\s{{0,2}}(?:为\s{{0,2}})?(?=[0-9+]|{OPERATOR.pattern}|大于|小于)")
# A number or 其中 that belongs to the label behind it: ；2. or ；（三）
LAST_NUMBER = re.compile(
    r"(?:[；;，,。\s](?:[0-9]{1,2}[.、．)）]|[(（][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳])|[；;，,。]\s{0,2}其中\s{0,2}[:：]?)\s{0,2}$"
)
SEPARATORS = frozenset("；;，,。、\n\t (（|")
STRONG = frozenset("；;\n\t|")
WORDS_OF_VALUES = frozenset({"target", "actual", "deviation_reason"})
ENDS = "；;，,、 \t|*"
FRAMES = ("【", "[", "〔")
OPENING, CLOSING = "(（", ")）"
NAME_LABEL = Labels((Label("indicator_column", "level3"),))


@dataclass(frozen=True, slots=True)
class Piece:
    """A label, or a text that is none. `is_unlisted` tells a label before a colon that nobody declared; `numbering` the
    style of the number before it; `begins` whether it begins its printed row. It is the characters from `start` up to
    `end` of its `source`; a label's go on up to its value."""

    token: Token
    is_label: bool
    begins: bool
    is_unlisted: bool = False
    has_colon: bool = False
    is_chained: bool = False
    numbering: str = ""
    source: Token | None = None
    start: int = 0
    end: int = 0

    @property
    def text(self) -> str:
        """The printed text."""
        return self.token.text


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """Where a label stands in a text, where its value begins, and how it is set off."""

    start: int
    end: int
    value: int
    labels: Labels
    is_unlisted: bool
    has_colon: bool
    is_chained: bool
    numbering: str


@dataclass(frozen=True)
class RunCutter:
    """Cuts texts by the labels of the vocabulary."""

    vocabulary: Vocabulary

    @cached_property
    def words(self) -> dict[str, Labels]:
        """The labels by their folded words; which of them count where is told by what stands around them."""
        kept = {
            word: Labels(one for one in labels if one.kind in KINDS) for word, labels in self.vocabulary.labels.items()
        }
        return {word: labels for word, labels in kept.items() if labels and len(word) >= SHORTEST}

    def pieces(self, token: Token, line: str, *, begins: bool) -> Iterator[Piece]:
        """The labels and texts of a token in printed order."""
        text = token.text
        at, numbering = leading(text)
        first = at
        labels = self.found_labels(text)
        if not begins and not (labels and labels[0].start <= first):
            at, numbering = 0, ""  # the number of a value, as of the first of several goals
        for label in labels:
            if part := trimmed(text[at : label.start], is_before_label=True):
                made = part_of(token, line, part, at)
                is_first = begins and at <= first
                yield Piece(made, False, is_first, numbering=numbering, source=token, start=at, end=label.start)
            word = text[label.start : label.end].strip("* ")
            made = part_of(token, line, word, label.start)._replace(labels=label.labels)
            yield Piece(
                made,
                True,
                begins and label.start <= first,
                is_unlisted=label.is_unlisted,
                has_colon=label.has_colon,
                is_chained=label.is_chained,
                numbering=label.numbering,
                source=token,
                start=label.start,
                end=label.value,
            )
            at, numbering = label.value, ""
        if part := trimmed(text[at:], is_before_label=False):
            made = part_of(token, line, part, at)
            is_first = begins and at <= first
            yield Piece(made, False, is_first, numbering=numbering, source=token, start=at, end=len(text))

    def found_labels(self, text: str) -> list[FoundLabel]:
        """The labels of a text; those that nobody listed only behind the separators that listed ones stand behind."""
        folded = folded_singly(text, self.vocabulary)
        found: list[FoundLabel] = []
        separators = set(STRONG)
        others: list[int] = []
        for start in [0, *(at + 1 for at, char in enumerate(folded) if char in SEPARATORS)]:
            if found and start < found[-1].value:
                continue
            chain = self.chain_at(folded, start, is_among_others=bool(found))
            if chain and start and not chain[0].numbering:
                separators.add(folded[start - 1])
            found += chain
            if not chain or chain[-1].has_colon or chain[-1].is_chained:
                others.append(chain[-1].value if chain else start)
        return sorted([*found, *self.unlisted_labels(folded, others, found, separators)], key=lambda label: label.start)

    def unlisted_labels(
        self, folded: str, starts: list[int], found: list[FoundLabel], separators: set[str]
    ) -> Iterator[FoundLabel]:
        """Words before a colon that nobody listed, with the listed labels right behind them, outside of those found."""
        begins, values = [label.start for label in found], {label.value for label in found}
        done = 0
        for start in starts:
            begin, numbering = leading(folded, start)
            is_parted = not start or folded[start - 1] in separators or begin > start or start in values
            before = bisect_right(begins, begin) - 1
            if begin < done or not is_parted or (before >= 0 and begin < found[before].value):
                continue
            match = UNLISTED.match(folded, begin)
            if match is None or match.group() in self.vocabulary.no_run_labels:
                continue
            colon = COLON.match(folded, match.end())
            done = colon.end() if colon else match.end()
            chain = self.chain_at(folded, done, is_among_others=True)
            is_name = begin == leading(folded)[0] and bool(chain)
            likely = None if is_name else load_patterns().likely_label["indicator_column"](match.group())
            labels = Labels((likely,)) if likely else NO_LABELS
            yield FoundLabel(begin, match.end(), done, labels, likely is None, True, False, numbering)
            for label in chain:
                before = bisect_right(begins, label.start) - 1
                if before < 0 or label.start >= found[before].value:
                    yield label
                    done = label.value

    def chain_at(self, folded: str, start: int, *, is_among_others: bool) -> list[FoundLabel]:
        """The listed labels that stand here one behind the other: 产出指标-数量指标-, 数量指标：指标1："""
        chain: list[FoundLabel] = []
        at = start
        while True:
            begin, numbering = leading(folded, at)
            label = self.label_at(folded, begin, numbering, is_among_others=is_among_others or bool(chain))
            if label is None:
                return chain
            is_last_of_chain = bool(chain) and chain[-1].is_chained and not label.labels.kinds.isdisjoint(LEVELS)
            chain.append(replace(label, is_chained=True) if is_last_of_chain else label)
            if label.value <= at or label.value >= len(folded) or not (label.has_colon or label.is_chained):
                return chain
            at = label.value

    def label_at(self, folded: str, begin: int, numbering: str, *, is_among_others: bool) -> FoundLabel | None:
        """The longest listed label that begins here and is set off from what follows it."""
        if numbered := NUMBERED_NAME.match(folded, begin):
            colon = COLON.match(folded, numbered.end()) or AFTER_NUMBERED_NAME.match(folded, numbered.end())
            value = colon.end() if colon else numbered.end()
            return FoundLabel(begin, numbered.end(), value, NAME_LABEL, False, bool(colon), False, numbering)
        for size in range(min(LONGEST, len(folded) - begin), SHORTEST - 1, -1):
            labels = self.words.get(folded[begin : begin + size])
            if labels is None:
                continue
            end = begin + size
            bracket = BRACKET.match(folded, end)
            end = bracket.end() if bracket else end
            is_framed = folded[begin - 1 : begin] in FRAMES
            colon = COLON.match(folded, end) or (CLOSED.match(folded, end) if is_framed else None)
            if colon is not None:
                return FoundLabel(begin, end, colon.end(), labels, False, True, False, numbering)
            if not labels.kinds.isdisjoint(LEVELS) and (chain := CHAIN.match(folded, end)):
                return FoundLabel(begin, end, chain.end(), labels, False, False, True, numbering)
            if is_set_off(folded, begin, end, labels, is_among_others=is_among_others):
                return FoundLabel(begin, end, end, labels, False, False, False, numbering)
        return None


def is_set_off(folded: str, begin: int, end: int, labels: Labels, *, is_among_others: bool) -> bool:
    """Whether a label without a colon ends where its word does: at a blank or a value, and words among other labels."""
    roles = {label.role for label in labels}
    is_points = bool(roles & {"weight", "score", "total_score"})
    if VALUE_BEGINS.match(folded, end):
        return is_points or end - begin >= SHORTEST_BARE
    if end - begin < SHORTEST_BARE and not is_points:
        return False
    if end == len(folded) or folded[end].isspace():
        return not is_points or end == len(folded)
    return is_among_others and bool(roles & WORDS_OF_VALUES) and end - begin > SHORTEST_BARE


def leading(text: str, start: int = 0) -> tuple[int, str]:
    """Where a text begins behind its bullet and its number, and the style of that number, or the bullet."""
    lead = LEAD.match(text, start)
    at = lead.end() if lead else start
    number = NUMBERING.match(text, at)
    if number is None:
        bullet = BULLET.search(text, start, at)
        part = PART_OF.match(text, at)
        return part.end() if part else at, bullet.group() if bullet else ""
    style = re.sub(r"[0-9]{1,2}", "1", re.sub(r"[一二三四五六七八九十]{1,2}", "一", number.group().strip("* ")))
    return number.end(), style


def trimmed(text: str, *, is_before_label: bool) -> str:
    """A value without the separators at its ends and without a bracket that opens or closes around its neighbour."""
    part = text.strip(ENDS)
    if is_before_label:
        part = LAST_NUMBER.sub("", part).rstrip(ENDS)
    if part.endswith(tuple(OPENING)):
        part = part[:-1].rstrip(ENDS)
    if part.startswith(tuple(CLOSING)):
        part = part[1:].strip(ENDS)
    if part.endswith(tuple(CLOSING)) and sum(map(part.count, CLOSING)) > sum(map(part.count, OPENING)):
        part = part[:-1].rstrip(ENDS)
    return "" if part == "。" else part


def part_of(token: Token, line: str, part: str, offset: int) -> Token:
    """A part of a token's text as a token of its own, at its place; the whole place where white space hides it."""
    place = token.place
    start = line.find(part, place.char_start + max(0, offset - 1))
    if start < 0 or start + len(part) > place.char_end:
        start = line.find(part, place.char_start)
    if start < 0 or start + len(part) > place.char_end:
        return Token(part, place, UNPLACED)
    return Token(part, place._replace(char_start=start, char_end=start + len(part)), UNPLACED)


@cache
def load_cutter() -> RunCutter:
    """The cutter with the vocabulary of etl/templates."""
    return RunCutter(load_vocabulary())
