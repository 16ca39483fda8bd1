"""The vocabulary of the forms from etl/templates: the national base, and what each family file adds.

Input: base.toml and the family files. Output: one Vocabulary. Stage `parse`.
"""

import re
import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from etl.parse.labels.vocabulary import NO_LABELS, Family, Label, Labels, Vocabulary

TEMPLATE_FOLDER = Path(__file__).parents[2] / "templates"
# Sections of base.toml whose words label something, and the kind of label they make.
LABEL_KINDS = {
    "form_fields": "form",
    "goal_columns": "goal",
    "fund_columns": "fund_column",
    "fund_rows": "fund_row",
    "sub_project_columns": "sub_project_column",
    "indicator_columns": "indicator_column",
    "totals": "total",
    "other_tables": "other_table",
}


@cache
def base_sections() -> dict[str, Any]:
    """base.toml as it stands, read once; nobody may change it."""
    return tomllib.loads((TEMPLATE_FOLDER / "base.toml").read_text("utf-8"))


@cache
def load_vocabulary() -> Vocabulary:
    """The base vocabulary with what the family files add. Raises KeyError when a template lacks a section."""
    base = deepcopy(base_sections())
    families = []
    for path in sorted(TEMPLATE_FOLDER.glob("*.toml")):
        if path.name != "base.toml":
            family = tomllib.loads(path.read_text("utf-8"))
            families.append(declared_family(path.stem, family))
            add_words(base, family.get("adds", {}))
    return assembled(base, tuple(families))


def declared_family(name: str, family: dict[str, Any]) -> Family:
    """The recognition rule of one family file."""
    recognise = family["recognise"]
    excludes = frozenset(recognise.get("excludes", []))
    return Family(name, recognise["form_type"], frozenset(recognise["requires"]), excludes)


def add_words(base: dict[str, Any], adds: dict[str, dict[str, list[str]]]) -> None:
    """Add a family's labels to the sections of the base they name."""
    for section, roles in adds.items():
        for role, words in roles.items():
            base[section].setdefault(role, []).extend(words)


def assembled(base: dict[str, Any], families: tuple[Family, ...]) -> Vocabulary:
    """The vocabulary of the merged declarations; its labels are folded as it folds what it is asked."""
    vocabulary = Vocabulary(
        labels={},
        level1_of_level2=level2_parents(base),
        level1_names={},
        level_aliases=base["level_aliases"],
        titles={kind: re.compile("|".join(words)) for kind, words in base["titles"].items()},
        barring_labels={code: re.compile("|".join(words)) for code, words in base["barring_labels"].items()},
        term_labels={term: re.compile("|".join(words)) for term, words in base["term_labels"].items()},
        document_breaks={part: re.compile("|".join(words)) for part, words in base["document_breaks"].items()},
        sample_words={place: re.compile("|".join(words)) for place, words in base["sample_forms"].items()},
        writings={kind: re.compile("|".join(words)) for kind, words in base["writings"].items()},
        barring_titles={code: re.compile("|".join(words)) for code, words in base["barring_titles"].items()},
        ignorable=re.compile("|".join(f"(?:{word})" for word in base["ignorable"]["patterns"])),
        grades=frozenset(base["grades"]["words"]),
        reason_openings=re.compile("|".join(base["reason_openings"]["words"])),
        completion_words=re.compile("|".join(base["completion_words"]["words"])),
        conclusions=frozenset(base["conclusions"]["words"]),
        remark_columns=frozenset(base["remark_columns"]["words"]),
        flag_columns=frozenset(base["remark_columns"]["flags"]),
        appraisal_levels=frozenset(base["appraisal_levels"]["words"]),
        upper_levels=frozenset(base["upper_levels"]["words"]),
        levels_cut_short=base["levels_cut_short"],
        listed_results=tuple(base["listed_results"]["words"]),
        counted_units=frozenset(base["counted_units"]["words"]),
        unit_names=re.compile(base["unit_names"]["name"]),
        other_times=re.compile("|".join(base["other_times"]["words"])),
        no_run_labels=frozenset(base["no_run_labels"]["words"]),
        look_alikes={ord(wrong): right for wrong, right in base["look_alikes"].items()},
        label_look_alikes={ord(char): group[0] for group in base["label_look_alikes"]["groups"] for char in group[1:]},
        term_goals={place: frozenset(words) for place, words in base["term_goals"].items()},
        plain_amounts=frozenset(base["plain_amounts"]["words"]),
        fund_parts=base["fund_parts"],
        field_patterns={role: re.compile(words) for role, words in base["field_patterns"].items()},
        families=families,
    )
    for section, kind in LABEL_KINDS.items():
        for role, words in base[section].items():
            declare(vocabulary, words, kind, role)
    for word in base["side_labels"]["words"]:
        declare(vocabulary, [word], "side", word)
    declare_levels(vocabulary, base)
    return vocabulary


def declare_levels(vocabulary: Vocabulary, base: dict[str, Any]) -> None:
    """Make the names of both levels labels, and know those of level 1 by their standard one."""
    for level1 in base["level1"]:
        names = [level1["name"], *level1["synonyms"]]
        declare(vocabulary, names, "level1", level1["name"])
        vocabulary.level1_names.update((vocabulary.fold(name), level1["name"]) for name in names)
        for word in level1["level2"]:
            declare(vocabulary, [word], "level2", word)
    for short, full in base["level_aliases"].items():
        declare(vocabulary, [short], "level2", full)


def level2_parents(base: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The level-1 names under which each level-2 name may stand."""
    parents: dict[str, set[str]] = {}
    for level1 in base["level1"]:
        for word in level1["level2"]:
            parents.setdefault(word, set()).add(level1["name"])
    return {word: frozenset(found) for word, found in parents.items()}


def declare(vocabulary: Vocabulary, words: list[str], kind: str, role: str) -> None:
    """Make the words labels of a role; a word may have several."""
    for rank, word in enumerate(words):
        folded = vocabulary.fold(word)
        known = vocabulary.labels.get(folded, NO_LABELS)
        if Label(kind, role) not in known:
            vocabulary.labels[folded] = Labels((*known, Label(kind, role, rank)))
