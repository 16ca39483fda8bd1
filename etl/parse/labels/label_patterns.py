"""What a label that nobody listed most likely is, told by the words it is made of.

Input: the section `label_patterns` of base.toml. Output: one role or none for a folded text. Stage `parse`. Only
etl/parse/labels/unlisted_labels.py asks, and only of texts that stand where labels stand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, partial

from etl.parse.labels.load_vocabulary import base_sections, load_vocabulary
from etl.parse.labels.printed_kinds import half_width, remembering
from etl.parse.labels.roles import NOT_READ
from etl.parse.labels.vocabulary import Label, Vocabulary

LIKELY_RANK = 1000  # below every listed word: of two labels of one field, the listed one names it
LONGEST_LABEL = 24
IN_BRACKETS = re.compile(r"\([^()]*\)")
DATED = re.compile(r"((?:19|20)\d\d)年度?(?=\D)")  # 2023年目标值
PLAN_BEFORE_YEAR = re.compile(r"^(预期|预计|计划)((?:19|20)\d\d年度?)(?=\D)")  # 预期2023年实现值
ENDS_AS_VALUE = re.compile(r"(?:值|数|量|额|率|均|水平|情况|结果|目标|完成|实际|业绩|实绩)$")
# What a column of an earlier year is called among those of its header; it gives no field.
EARLIER = {"indicator_column": "other_time", "fund_column": "other_year"}
OWN_NAME = "own_name"  # the pattern of sources that go by their own name; one of the others' is one of those
SOURCE = "fund_row"  # money left of an earlier year is a source of this one: 上年结转和结余
# Kinds of labels by the section of base.toml that declares their words.
SECTIONS = {
    "form_fields": "form",
    "goal_columns": "goal",
    "fund_columns": "fund_column",
    "fund_rows": "fund_row",
    "indicator_columns": "indicator_column",
    "totals": "total",
}


@dataclass(frozen=True)
class LabelPatterns:
    """The patterns of every role by the kind of label, and words that rule a column out."""

    by_kind: dict[str, dict[str, re.Pattern[str]]]
    earlier: re.Pattern[str]
    part: re.Pattern[str]
    vocabulary: Vocabulary

    @cached_property
    def likely_label(self) -> dict[str, Callable[[str], Label | None]]:
        """By kind, what gives the one role whose words make up a text; None where none or several do."""
        return {kind: remembering(partial(self.worked_out, kind=kind)) for kind in self.by_kind}

    @cached_property
    def likely_in_head(self) -> Callable[[str], Label | None]:
        """What gives the field of the head, or else the goal, whose words make up a text."""
        return remembering(lambda text: self.worked_out(text, "form") or self.worked_out(text, "goal"))

    @cached_property
    def any_role(self) -> dict[str, re.Pattern[str]]:
        """By kind, the words of all its roles: most texts are of none."""
        return {
            kind: re.compile("|".join(f"(?:{words.pattern})" for words in roles.values()))
            for kind, roles in self.by_kind.items()
        }

    def worked_out(self, text: str, kind: str) -> Label | None:
        """What `likely_label` gives, worked out: the words without what stands in brackets may be listed.

        A column labelled with a year has the role of its other words, in that year; one of an earlier year has none.
        """
        if len(text) > LONGEST_LABEL:
            return None
        bare = self.vocabulary.fold(text)
        if "(" in bare:
            bare = IN_BRACKETS.sub("", bare)
        if kind in EARLIER:
            if self.is_of_another_time(bare, kind) and ENDS_AS_VALUE.search(bare):
                return Label(kind, EARLIER[kind])
            bare = PLAN_BEFORE_YEAR.sub(r"\2\1", bare)
            if dated := DATED.match(bare):
                return self.told_by_words(bare[dated.end() :], kind, listed_rank=0)
        return self.told_by_words(bare, kind, listed_rank=LIKELY_RANK)

    def is_of_another_time(self, bare: str, kind: str) -> bool:
        """Whether a label names an earlier year, or for a target a part of the year."""
        is_of_part = kind == "indicator_column" and self.part.search(bare) is not None
        return is_of_part or self.earlier.search(bare) is not None

    def told_by_words(self, bare: str, kind: str, listed_rank: int) -> Label | None:
        """The role of a bare label that is listed, or that the patterns of one role match."""
        roles = [label.role for label in self.vocabulary.labels.get(bare, ()) if label.kind == kind]
        rank = listed_rank if roles else LIKELY_RANK
        if not roles and self.any_role[kind].fullmatch(bare):
            roles = [role for role, words in self.by_kind[kind].items() if words.fullmatch(bare)]
            is_told = roles in ([NOT_READ], [OWN_NAME])  # a column that explains gives no field to doubt, and of a
            rank = 0 if is_told else LIKELY_RANK  # source without a code the money tells that itself
            roles = [role for role in roles if role != OWN_NAME] or [bare]
        is_of_other_time = kind != SOURCE and self.vocabulary.other_times.search(bare)
        if len(roles) != 1 or not bare or is_of_other_time:
            return None
        return Label(kind, roles[0], rank)


def labelled_year(text: str) -> str | None:
    """The year that a column is labelled with."""
    bare = PLAN_BEFORE_YEAR.sub(r"\2\1", half_width(text)) if len(text) <= LONGEST_LABEL else ""
    found = DATED.match(bare)
    return found.group(1) if found else None


@cache
def load_patterns() -> LabelPatterns:
    """The patterns that base.toml declares. Raises KeyError when a section is missing."""
    base = base_sections()
    by_kind = {
        kind: {role: re.compile(words) for role, words in base["label_patterns"][section].items()}
        for section, kind in SECTIONS.items()
    }
    earlier, part = (re.compile("|".join(base["other_times"][time])) for time in ("earlier", "part"))
    return LabelPatterns(by_kind, earlier, part, load_vocabulary())
