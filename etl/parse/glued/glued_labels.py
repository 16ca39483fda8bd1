"""Labels inside a run of glued characters, and the headers that several of them make side by side.

Input: a GluedRun. Output: GluedLabels. Stage `parse`. Of words that begin at one character the longest is the label;
what it explains in brackets, as (万元) or (B/A), belongs to it.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from etl.parse.glued.glued_run import GluedRun
from etl.parse.labels.vocabulary import Label, Vocabulary

BRACKET = re.compile(r"\([^()]{1,24}\)分?")
QUALIFYING_BRACKET = re.compile(
    r"\((?:单位:)?(?:万元|元|千元|亿元)\)|\([\d.]+(?:-[\d.]+)?分?(?:[×*]执行率)?\)分?|\([A-Z](?:[-/×*÷][A-Z])?\)"
    r"|\((?:盖章|公章|%)\)"
)
BARE_LETTER = re.compile(r"[AB](?=[\u4e00-\u9fff])")  # 预算数A执行数B: the letter of a column that lost its brackets
BARE_POINTS = re.compile(r"\d{1,3}分")  # 产出指标50分数量指标: the points of a level that lost their brackets
COLUMNS = (("fund_column",), ("indicator_column",))
SHORTEST_WORD = 2
FEWEST_TORN = 2
AMONG_WHICH = re.compile(r"其中:?")
MOST_BRACKETS = 2
TWICE = "指标指标"


class GluedLabel(NamedTuple):
    """A label in the run: where it begins, where its word ends, where it ends with its brackets, and what it may be."""

    start: int
    word_end: int
    end: int
    labels: tuple[Label, ...]

    def roles(self, kind: str) -> list[str]:
        """The roles it may have as a label of this kind."""
        return [label.role for label in self.labels if label.kind == kind]

    def is_kind(self, *kinds: str) -> bool:
        """Whether it may be a label of one of these kinds."""
        return any(label.kind in kinds for label in self.labels)


class LabelFinder:
    """Looks labels up at a position of one run."""

    def __init__(self, run: GluedRun, vocabulary: Vocabulary) -> None:
        self.run = run
        self.vocabulary = vocabulary
        self.words: dict[str, list[str]] = {}
        for word in sorted(vocabulary.labels, key=len, reverse=True):
            if len(word) >= SHORTEST_WORD:
                self.words.setdefault(word[:SHORTEST_WORD], []).append(word)
        self.known: dict[int, list[str]] = {}

    def words_at(self, position: int) -> list[str]:
        """The words of labels that stand here, the longest first; kept, for a position is asked about by many."""
        if position not in self.known:
            folded = self.run.folded
            self.known[position] = [
                word
                for word in self.words.get(folded[position : position + SHORTEST_WORD], ())
                if folded.startswith(word, position) and not is_before_number(folded, word, position + len(word))
            ]
        return self.known[position]

    def at(self, position: int, *kinds: str) -> GluedLabel | None:
        """The longest label of these kinds that begins here; its word may be explained in brackets."""
        for word in self.words_at(position):
            labels = tuple(label for label in self.vocabulary.labels[word] if label.kind in kinds)
            if labels:
                word_end = position + len(word)
                end = self.after_brackets(word_end, takes_any="indicator_column" in kinds)
                letter = BARE_LETTER.match(self.run.folded, end) if end == word_end and kinds in COLUMNS else None
                points = BARE_POINTS.match(self.run.folded, end) if end == word_end and "level1" in kinds else None
                if points is not None and self.at(points.end(), "level2") is not None:
                    letter = points
                return GluedLabel(position, word_end, letter.end() if letter else end, labels)
        return None

    def after_brackets(self, position: int, *, takes_any: bool) -> int:
        """The position after the brackets that qualify a label; in a header any explanation does."""
        pattern = BRACKET if takes_any else QUALIFYING_BRACKET
        for _ in range(MOST_BRACKETS):
            bracket = pattern.match(self.run.folded, position)
            if bracket is None:
                break
            position = bracket.end()
        return position

    def chain(self, position: int, *kinds: str, until: int | None = None) -> list[GluedLabel]:
        """The labels of these kinds that stand side by side from here on, at most up to `until`."""
        found: list[GluedLabel] = []
        last = len(self.run.folded) if until is None else until
        while (label := self.at(position, *kinds)) is not None and label.end <= last:
            found.append(label)
            position = label.end
        return found

    def headers(self, kind: str, fewest: int, first: int, last: int) -> list[list[GluedLabel]]:
        """Every run of labels of one kind with at least so many roles, between two positions."""
        found: list[list[GluedLabel]] = []
        position = first
        while position < last:
            chain = self.chain(position, kind)
            if len({role for label in chain for role in label.roles(kind)[:1]}) >= fewest:
                found.append(chain)
                position = chain[-1].end
            else:
                side = self.at(position, "side")  # 年度预算数（万元） is no 年度预算
                is_side = side is not None and not (chain and chain[0].word_end >= side.word_end)
                position = side.word_end if side is not None and is_side else position + 1
        return found

    def all_between(self, first: int, last: int, *kinds: str) -> list[GluedLabel]:
        """Every label of these kinds between two positions, the leftmost and longest first, none inside another."""
        found: list[GluedLabel] = []
        position = first
        while position < last:
            label = self.at(position, *kinds)
            if label is None or label.word_end > last:
                position += 1
            else:
                found.append(label)
                position = label.end
        return found

    def is_at_cut(self, position: int) -> bool:
        """Whether a blank, a cell's border or a line's start is printed before this character."""
        return position in self.run.cuts or position in self.run.line_starts


def is_before_number(folded: str, word: str, end: int) -> bool:
    """Whether a level's name printed with 指标 twice ends where a number begins: 社会效益指标｜指标1：."""
    return word.endswith(TWICE) and folded[end : end + 1].isdigit()


def without_folds(finder: LabelFinder, header: list[GluedLabel]) -> LabelFinder:
    """The finder, and where blanks tear the labels of a header and never part two of them, one whose run has no cuts:
    such blanks are where a cell's text went on in its next line."""
    cuts = finder.run.cuts
    torn = sum(any(at in cuts for at in range(label.start + 1, label.word_end)) for label in header)
    if torn < FEWEST_TORN or any(label.start in cuts for label in header[1:]):
        return finder
    return LabelFinder(replace(finder.run, cuts=frozenset()), finder.vocabulary)
