"""What a report consists of, whatever it is written as: sections of sentences, each with its source, and bar charts.

Side of the pages; no streamlit here. Texts are as the documents print them: whoever writes them out escapes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

ORDINALS = "一二三四五六七八九十"  # of the sections, in every form of the report


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement and what it rests on: so many forms, or a file and the place in it (then with the form's id)."""

    text: str
    source: str
    project_id: str | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, the first on top. *Shape*: as many `values` as `names`; `value_texts` stand beside the bars."""

    title: str
    names: Sequence[str]
    values: Sequence[float]
    value_texts: Sequence[str]
    number_format: str


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report."""

    heading: str
    sentences: Sequence[Sentence]
    charts: Sequence[BarChart] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page: title, what it covers, sections, and the notes on how to read it."""

    title: str
    scope: str
    sections: Sequence[Section]
    notes: Sequence[str] = field(default_factory=tuple)
