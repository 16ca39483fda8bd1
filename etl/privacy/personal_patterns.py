"""The patterns of personal data that are made from the reference files: labels, names, and numbers behind labels.

Input: `etl/reference/personal_data.csv` and `surnames.csv`. Output: `Patterns`, for folded texts (folded_text.py).
Every repetition in them is bounded.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.privacy.folded_text import fold

REFERENCE = Path(__file__).parents[1] / "reference"
BETWEEN = r"[\s:|/、,;()\[\]【】_]"  # between a label and its value, cell and line borders included
MOST_BETWEEN = 12
OFFICE = "局厅委院站所队室区县镇乡村"  # no name of three characters ends so, but an office or a place does
NOT_OF_A_NUMBER = r"(?!\d|\.\d|%)"


@dataclass(frozen=True, slots=True)
class Patterns:
    """What is looked for in a folded text; where a pattern has a group, that is what tells of a person."""

    name: tuple[re.Pattern[str], ...]
    next_name: re.Pattern[str]
    names_of_a_cell: re.Pattern[str]
    name_label: re.Pattern[str]
    telephone: re.Pattern[str]
    number_label: re.Pattern[str]
    labelled_number: re.Pattern[str]
    number_behind_name: re.Pattern[str]
    next_number: re.Pattern[str]
    identity: re.Pattern[str]
    account: re.Pattern[str]
    not_names: tuple[str, ...]

    def is_name(self, text: str) -> bool:
        """Whether what was found where a name stands is no word of the forms and no office."""
        return not text.startswith(self.not_names) and not (len(text) > 2 and text.endswith(tuple(OFFICE)))


@lru_cache(maxsize=1)
def load_patterns() -> Patterns:
    """The patterns of the reference files."""
    rows = list(csv.DictReader((REFERENCE / "personal_data.csv").read_text("utf-8").splitlines()))
    words = {
        kind: [fold(row["text"]).text for row in rows if row["kind"] == kind] for kind in {r["kind"] for r in rows}
    }
    surnames = (REFERENCE / "surnames.csv").read_text("utf-8").split()[1:]
    labels, suffixes = spaced(words["label"]), either(words["suffix"])
    telephones, accounts, identities = (spaced(words[kind]) for kind in ("telephone", "account", "identity"))
    between = f"{BETWEEN}{{0,{MOST_BETWEEN}}}"
    behind_label = f"(?:{BETWEEN}{{0,3}}(?:{suffixes}))?"
    name = (
        f"(?:[一-龥]{{1,8}}(?:[·•・‧][一-龥]{{1,8}}){{1,3}}"
        f"|(?:{either(surnames)})(?:[一-龥]{{1,2}}?| {{1,4}}[一-龥])"
        f"|(?:{either(words['opening'])})[一-龥]{{0,3}}?)"
    )
    next_label = either([*words["label"], *words["telephone"], *words["title"], "日期", "职务", "填报", "年", "审核"])
    ends = f"(?:(?![一-龥·•・‧])|(?=\\s{{0,4}}(?:{next_label})))"
    digits = r"(?:(?:\d{3,4}[-. ]?){1,3}\d{3,4}|\d(?: \d){6,11})"
    return Patterns(
        (
            re.compile(f"(?:{labels}){behind_label}{between}({name}){ends}"),
            re.compile(f"(?:{spaced(words['marked_label'])}){behind_label} {{0,4}}: {{0,8}}({name}){ends}"),
        ),
        re.compile(f"(?: ?[、,;/和及与] ?| {{1,4}})({name}){ends}"),
        re.compile(f"{name}(?: ?[、,;/ ] ?{name}){{0,3}}"),
        re.compile(f"[一-龥]{{0,4}}(?:{labels}){behind_label}"),
        re.compile(telephones),
        re.compile(f"[一-龥]{{0,4}}(?:{telephones}|{accounts}|{identities})(?:号码|号)?"),
        re.compile(f"(?:{telephones})(?:{BETWEEN}|-){{0,{MOST_BETWEEN}}}({digits}){NOT_OF_A_NUMBER}"),
        re.compile(f"(?:{telephones}){BETWEEN}{{1,{MOST_BETWEEN}}}({name}){BETWEEN}{{1,4}}({digits}){NOT_OF_A_NUMBER}"),
        re.compile(rf" ?[、,;/] ?((?:\d{{3,4}}[- ]?){{1,2}}\d{{3,4}}){NOT_OF_A_NUMBER}"),
        re.compile(
            f"(?:{identities})(?:号码|号)?{between}(\\d(?:[- \n]?\\d){{13,16}}(?:[- \n]?[\\dXx])?)(?![\\dA-Za-z])"
        ),
        re.compile(f"(?:{accounts}){between}(\\d[\\d ]{{9,24}}\\d){NOT_OF_A_NUMBER}"),
        tuple(words["not_name"]),
    )


def either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def spaced(words: Iterable[str]) -> str:
    """The same, with the blanks that a form may set between the characters of a label: 负 责 人."""
    return "|".join(" {0,4}".join(map(re.escape, word)) for word in sorted(words, key=lambda word: (-len(word), word)))
