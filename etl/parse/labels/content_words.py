"""The words that count only in or around a header with 绩效内容: columns, fields above it, names of level 1 below it.

Input: the sections of base.toml that begin with content_header. Output: their words, folded. Stage `parse`.
"""

from dataclasses import dataclass
from functools import cache

from etl.parse.labels.load_vocabulary import base_sections, load_vocabulary
from etl.parse.labels.vocabulary import Label, Labels


@dataclass(frozen=True, slots=True)
class ContentWords:
    """Labels by word, and under each name of level 1 the names of level 2 that it may have."""

    columns: dict[str, Labels]
    fields: dict[str, Labels]
    levels: dict[str, frozenset[str]]
    names: frozenset[str]


@cache
def load_content_words() -> ContentWords:
    """The words of base.toml. Raises KeyError when a section is missing."""
    base = base_sections()
    fold = load_vocabulary().fold

    def labels(section: str, kind: str) -> dict[str, Labels]:
        return {fold(word): Labels([Label(kind, role)]) for role, words in base[section].items() for word in words}

    return ContentWords(
        columns=labels("content_headers", "indicator_column"),
        fields=labels("content_header_fields", "form") | labels("content_header_goals", "goal"),
        levels={fold(name): frozenset(map(fold, below)) for name, below in base["content_header_levels"].items()},
        names=frozenset(map(fold, base["content_headers"]["level3"])),
    )
