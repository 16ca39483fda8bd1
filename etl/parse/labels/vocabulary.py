"""The labels of the forms, from etl/templates: what a printed text may stand for.

Input: base.toml and the family files. Output: a Vocabulary that tells the labels of a folded text. Stage
`parse`. Folding (width, look-alikes, brackets) serves only this comparison; the printed text is kept as it was.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from rapidfuzz import fuzz, process

from etl.parse.labels.fold_label import LOST_BLANKS, NOTE_MARK, folded_label
from etl.parse.labels.printed_kinds import is_number, remembering
from etl.parse.labels.roles import LEVELS

# What a label explains in brackets at its end, as 得分(权重×得分系数); after a level name it makes an indicator name.
EXPLANATION = re.compile(r"\([^()]{1,24}\)$")
MAXIMUM_LABEL_LENGTH = 40
COLONS = ":："
PAIR_SEPARATORS = "，,；;、。 \t\u3000"
LONGEST_PAIRS = 200
FEWEST_PAIRS = 2
MONEY_ROLES = ("initial_budget", "adjusted_budget", "executed", "execution_rate", "weight", "score")
SHORTEST_DAMAGED_LABEL = 4
DAMAGED_LABEL_LIKENESS = 80
GOAL_GROUP = re.compile(r"([\u4e00-\u9fff]{2,12}目标)[1-9]")  # 年度绩效目标2: the second of several
YEAR_IN_LABEL = re.compile(r"(?:19|20)\d\d年")
NOTE, OPINION = "注", "意见"
COLUMNS_THAT_BAR = ("monitoring", "appraisal")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label stands for: the kind of place it marks and the field, column or row it names.

    `rank` is the word's order among the synonyms of its role: of two printed, the lower rank names the field.
    """

    kind: str
    role: str
    rank: int = field(default=0, compare=False)


class Labels(tuple[Label, ...]):
    """Everything that one text may label, with the kinds that occur among it."""

    kinds: frozenset[str]

    def __new__(cls, labels: Iterable[Label] = ()) -> Self:
        """The labels in their order."""
        made = super().__new__(cls, labels)
        made.kinds = frozenset(label.kind for label in made)
        return made


NO_LABELS, GOAL_OF_YEAR = Labels(), Label("goal", "goal")


@dataclass(frozen=True, slots=True)
class Family:
    """A declared template: its name, and the labels that all, or none, of its forms print."""

    name: str
    form_type: str
    requires: frozenset[str]
    excludes: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """Labels by folded text, level names with their parents, title patterns and families."""

    labels: dict[str, Labels]
    level1_of_level2: dict[str, frozenset[str]]
    level1_names: dict[str, str]
    level_aliases: dict[str, str]
    titles: dict[str, re.Pattern[str]]
    barring_titles: dict[str, re.Pattern[str]]
    sample_words: dict[str, re.Pattern[str]]
    writings: dict[str, re.Pattern[str]]
    ignorable: re.Pattern[str]
    grades: frozenset[str]
    reason_openings: re.Pattern[str]
    completion_words: re.Pattern[str]
    conclusions: frozenset[str]
    remark_columns: frozenset[str]
    flag_columns: frozenset[str]
    appraisal_levels: frozenset[str]
    upper_levels: frozenset[str]
    barring_labels: dict[str, re.Pattern[str]]
    document_breaks: dict[str, re.Pattern[str]]
    term_labels: dict[str, re.Pattern[str]]
    levels_cut_short: dict[str, str]
    listed_results: tuple[str, ...]
    counted_units: frozenset[str]
    unit_names: re.Pattern[str]
    other_times: re.Pattern[str]
    no_run_labels: frozenset[str]
    look_alikes: dict[int, str]
    label_look_alikes: dict[int, str]
    term_goals: dict[str, frozenset[str]]
    plain_amounts: frozenset[str]
    fund_parts: dict[str, str]
    field_patterns: dict[str, re.Pattern[str]]
    families: tuple[Family, ...]

    @cached_property
    def fold(self) -> Callable[[str], str]:
        """Gives a text as labels are compared, see `folded`."""
        return remembering(self.folded)

    @cached_property
    def labels_of(self) -> Callable[[str], Labels]:
        """Gives every label that a text may be; none for a text that is none."""
        return remembering(self.found_labels)

    @cached_property
    def is_ignorable(self) -> Callable[[str], bool]:
        """Tells whether a text is one of the form's own words that carry no datum."""
        return remembering(lambda text: self.ignorable.fullmatch(self.fold(text)) is not None)

    @cached_property
    def names_department(self) -> Callable[[str], bool]:
        """Tells whether a text is a label that only the form of a whole department prints."""
        return remembering(lambda text: self.barring_labels["whole_department"].fullmatch(self.fold(text)) is not None)

    @cached_property
    def barred_by(self) -> Callable[[str], str | None]:
        """Gives the code of the reason why a form with this column is of no project's plan or self-evaluation."""
        return remembering(self.found_bar)

    def folded(self, text: str) -> str:
        """The text half width, without white space, qualifiers and end punctuation."""
        return folded_label(text, self.look_alike, self.look_alikes)

    @cached_property
    def look_alike(self) -> re.Pattern[str]:
        """A character that is read as another: to look for one takes a tenth of translating none."""
        return re.compile("[" + "".join(map(chr, self.look_alikes)) + "]")

    @cached_property
    def label_look_alike(self) -> re.Pattern[str]:
        """A character that is read as another within a label alone."""
        return re.compile("[" + "".join(map(chr, self.label_look_alikes)) + "]")

    def found_labels(self, text: str) -> Labels:
        """What `labels_of` gives, looked up."""
        if text.startswith(NOTE) and self.field_patterns["note"].fullmatch(text):
            return Labels([Label("form", "note")])
        if not text or is_number(text) or len(text) > MAXIMUM_LABEL_LENGTH < len(LOST_BLANKS.sub("", text)):
            return NO_LABELS
        folded = self.fold(text)
        found = self.labels.get(folded, NO_LABELS) or self.labels.get(self.looks_like(folded), NO_LABELS)
        if not found and folded.endswith(OPINION) and self.field_patterns["review_opinion"].fullmatch(folded):
            return Labels([Label("form", "review_opinion")])
        if not found and (group := GOAL_GROUP.fullmatch(folded)):
            return Labels(label for label in self.labels.get(group[1], NO_LABELS) if label == GOAL_OF_YEAR)
        if not found and (mark := NOTE_MARK.search(text)):
            return Labels(label for label in self.labels_of(text[: mark.start()]) if label.kind not in LEVELS)
        if found or not folded.endswith(")"):
            return found
        explained = self.labels.get(EXPLANATION.sub("", folded), NO_LABELS)
        return Labels(label for label in explained if label.kind not in LEVELS)

    @cached_property
    def level_name(self) -> Callable[[str], str]:
        """Gives the name of a level without white space and points, in full where it is cut short, mended where
        damaged."""
        return remembering(self.mended_level_name)

    def mended_level_name(self, text: str) -> str:
        """What `level_name` gives, worked out."""
        folded = self.fold(text)
        alike = self.looks_like(folded)
        if folded not in self.labels and alike and not self.labels[alike].kinds.isdisjoint(LEVELS):
            folded = alike
        return self.level_aliases.get(folded, folded)

    def standard_level1(self, text: str) -> str | None:
        """The standard name of a level 1; None for any other text."""
        return self.level1_names.get(self.level_name(text))

    def parents_of(self, text: str) -> frozenset[str]:
        """The standard level-1 names under which a level-2 name may stand; empty for a name nobody listed."""
        return self.level1_of_level2.get(self.level_name(text), frozenset())

    def looks_like(self, folded: str) -> str:
        """The label that a text looks like character by character (得汾 for 得分); "" where it is none or several."""
        looks = folded.translate(self.label_look_alikes) if self.label_look_alike.search(folded) else folded
        return self.labels_by_looks.get(looks, "")

    @cached_property
    def labels_by_looks(self) -> dict[str, str]:
        """Every label of several characters by what it looks like; those that look alike and differ are left out."""
        words: dict[str, set[str]] = {}
        for word in self.labels:
            if len(word) > 1:
                words.setdefault(word.translate(self.label_look_alikes), set()).add(word)
        return {looks: min(alike) for looks, alike in words.items() if len({self.labels[word] for word in alike}) == 1}

    def found_bar(self, text: str) -> str | None:
        """What `barred_by` gives, looked up."""
        found = self.line_that_bars.fullmatch(self.fold(text))
        return found.lastgroup if found else None

    def may_bar(self, texts: Iterable[str]) -> bool:
        """Whether `barred_by` may give a code for one of several texts, looked through at once: few forms have one."""
        return self.line_that_bars.search("\n".join(map(self.fold, texts))) is not None

    @cached_property
    def line_that_bars(self) -> re.Pattern[str]:
        """A line that names a column that no project's plan or self-evaluation has, a group for each reason."""
        columns = "|".join(f"(?P<{code}>{self.barring_labels[code].pattern})" for code in COLUMNS_THAT_BAR)
        return re.compile(f"^(?:{columns})$", re.MULTILINE)

    def closest_column(self, text: str) -> Label | None:
        """The label of an indicator column that a damaged text most likely was: its beginning, or one character off.

        What names another time is whole: 上年完成值 is one character off 全年完成值.
        """
        folded = self.fold(text)
        is_apt = SHORTEST_DAMAGED_LABEL <= len(folded) <= MAXIMUM_LABEL_LENGTH
        if not is_apt or self.other_times.search(folded) or YEAR_IN_LABEL.search(folded):
            return None
        words = [word for word, labels in self.labels.items() if "indicator_column" in labels.kinds]
        begun = [word for word in words if word.startswith(folded)]
        if not begun:
            near = process.extractOne(folded, words, scorer=fuzz.ratio, score_cutoff=DAMAGED_LABEL_LIKENESS)
            begun = [near[0]] if near else []
        roles = {label for word in begun for label in self.labels[word] if label.kind == "indicator_column"}
        return roles.pop() if len(roles) == 1 else None

    def begins_column(self, text: str) -> bool:
        """Whether the label of an indicator column begins so, as where a document ends inside it: 未完成原."""
        folded = self.fold(text)
        begun = (labels for word, labels in self.labels.items() if word.startswith(folded))
        is_long = len(folded) >= SHORTEST_DAMAGED_LABEL
        return is_long and any("indicator_column" in labels.kinds for labels in begun)

    @cached_property
    def level_words(self) -> frozenset[str]:
        """Every name of a level, folded."""
        return frozenset(word for word, labels in self.labels.items() if not labels.kinds.isdisjoint(LEVELS))

    @cached_property
    def glued_header(self) -> re.Pattern[str]:
        """The label of indicators' names with what it explains, right before the label of another column."""
        columns = {
            word: [label.role for label in labels if label.kind == "indicator_column"]
            for word, labels in self.labels.items()
        }
        names = "|".join(re.escape(word) for word, roles in columns.items() if "level3" in roles)
        others = "|".join(re.escape(word) for word, roles in columns.items() if roles and "level3" not in roles)
        return re.compile(rf"(?:{names})(?:\([^()]{{1,24}}\))?(?={others})")

    @cached_property
    def inline_label(self) -> re.Pattern[str]:
        """A form label at the start of a text or after white space, with its bracketed unit, up to the colon; that of a
        total, of a source of money or of a conclusion that is a grade behind its number in a list too: 三、自评等级."""
        named = {word: labels.kinds for word, labels in self.labels.items() if len(word) > 1}
        words = [word for word, kinds in named.items() if not kinds.isdisjoint(("form", "goal", "fund_row", "total"))]
        alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        listed = "|".join(re.escape(word) for word, kinds in named.items() if kinds & {"total", "fund_row"})
        graded = rf"(?:{'|'.join(sorted(self.conclusions))})[{COLONS}]\s{{0,3}}(?:{'|'.join(sorted(self.grades))})$"
        begins = rf"(?:(?<=[\s{COLONS}])|^|(?<=^[一二三四五六七八九]、)(?=(?:{listed})[{COLONS}]|{graded})"
        begins += rf"|(?<=[)）])(?=(?:金额)?单位[{COLONS}]))"  # （2019年度）单位：万元
        label = rf"(?:{alternatives})(?:[(（][^()（）]{{1,8}}[)）])?"
        return re.compile(rf"{begins}(?:其中\s*[{COLONS}]\s*)?({label})\s*[{COLONS}]")

    def money_pairs(self, text: str) -> list[re.Match[str]]:
        """The labels of amounts, rates and points with their numbers, where the text is nothing but several of them."""
        if len(text) > LONGEST_PAIRS or self.money_pair.sub("", text).strip(PAIR_SEPARATORS):
            return []
        pairs = list(self.money_pair.finditer(text))
        return pairs if len(pairs) >= FEWEST_PAIRS else []

    @cached_property
    def money_pair(self) -> re.Pattern[str]:
        """A label of the money block with its bracketed unit, a colon and a number."""
        words = [word for word, labels in self.labels.items() if any(label.role in MONEY_ROLES for label in labels)]
        alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 1)
        label = rf"(?P<label>(?:{alternatives})(?:[(（][^()（）]{{1,8}}[)）])?)"
        return re.compile(
            rf"{label}\s*[{COLONS}]\s*(?P<number>[0-9][0-9,.]{{0,20}}(?:%|万元|元)?)分?[{PAIR_SEPARATORS}]*"
        )
