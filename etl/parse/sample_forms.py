"""Forms that show how one is filled in: samples whose names, years and places are printed as crosses or say 示例.

Input: the texts of a form's head, and what was read of it. Output: whether the form is a sample. Stage `parse`. Words
are data (etl/templates/base.toml, [sample_forms]); one place of crosses in a head with names of its own makes no
sample, since years are often left as they were (20××年度).
"""

from collections.abc import Iterable

from etl.parse.printed_kinds import half_width
from etl.parse.tokens import TokenRow
from etl.parse.vocabulary import Vocabulary
from etl.records import FormRecord

SAMPLE_CODE = "sample_form"
NAMED_FIELDS = ("project_name", "department", "unit")
FEWEST_CROSSED = 2
FEWEST_PATTERNS = 3


def is_sample(form: FormRecord, head: str, vocabulary: Vocabulary) -> bool:
    """Whether the form's project is one that only a sample has, or its names and year are printed as crosses."""
    words = vocabulary.sample_words
    if is_sample_name(form.text("project_name") or "", vocabulary):
        return True
    names = [half_width("".join((form.text(name) or "").split())) for name in NAMED_FIELDS]
    crossed = sum(words["crossed_name"].search(name) is not None for name in names)
    return crossed + (words["crossed_year"].search(half_width(head)) is not None) >= FEWEST_CROSSED


def is_sample_name(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a project's name is the pattern of one, or says that it is an example."""
    return vocabulary.sample_words["project_name"].fullmatch(half_width("".join(name.split()))) is not None


def head_text(rows: Iterable[TokenRow]) -> str:
    """The texts that stand above the project's name."""
    texts: list[str] = []
    for row in rows:
        if "project_name" in row.roles("form"):
            break
        texts.extend(token.text for token in row.tokens)
    return " ".join(texts)


def names_sample(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> bool:
    """Whether rows in which no form was found print the pattern of a project's name beside its label, or its values."""
    values = [
        value.text
        for row in rows
        for label, value in zip(row.tokens, row.tokens[1:], strict=False)
        if "project_name" in label.roles("form")
    ]
    if any(is_sample_name(text, vocabulary) for text in values):
        return True
    crossed = vocabulary.sample_words["crossed_value"]
    return sum(crossed.search(token.text) is not None for row in rows for token in row.tokens) >= FEWEST_PATTERNS
