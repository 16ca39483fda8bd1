"""Forms that show how one is filled in: samples whose names, years and places are printed as crosses or say 示例.

Input: the texts of a form's head, and what was read of it. Output: whether the form is a sample. Stage `parse`. Words
are data (etl/templates/base.toml, [sample_forms]). One or two places of crosses beside a project's own name make no
sample: years are often left as they were (20××年度), and whoever makes a form anonymous crosses out its places.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from etl.parse.labels.printed_kinds import half_width, unspaced
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormRecord

SAMPLE_CODE = "sample_form"
OWNER_FIELDS = ("department", "unit")
FEWEST_CROSSED, FEWEST_BESIDE_A_NAME = 2, 3  # places; year, department and unit, where the project has a name
FEWEST_PATTERNS = 3
TITLE_LINES, ROWS_ABOVE = 5, 3


def is_sample(form: FormRecord, head: str, vocabulary: Vocabulary) -> bool:
    """Whether the form's project is one that only a sample has, or it and its owner or year are printed as crosses."""
    words = vocabulary.sample_words
    if is_sample_name(form.text("project_name") or "", vocabulary):
        return True
    crossed = {name for name in ("project_name", *OWNER_FIELDS) if is_crossed(form.text(name) or "", vocabulary)}
    is_year_crossed = words["crossed_year"].search(half_width(head)) is not None
    places = len(crossed) + is_year_crossed
    return places >= (FEWEST_CROSSED if "project_name" in crossed else FEWEST_BESIDE_A_NAME)


def announces_sample(above: Sequence[TokenRow], vocabulary: Vocabulary) -> bool:
    """Whether a text that stands alone right above a form says that it is an example: 填报示例如下：. Of a line with
    other texts in it, the last one does."""
    near = [row for row in above[-ROWS_ABOVE:] if not row.kinds]
    lone = [row.tokens[-1].text for row in near if len(row.tokens) == 1 or not row.is_tabular]
    return any(vocabulary.sample_words["announced"].search(vocabulary.fold(text)) for text in lone)


def is_guide(lines: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a document's title is that of a guide to filling in: what its tables hold is shown, not reported."""
    heads = [pieces[0] for line in lines[:TITLE_LINES] if (pieces := line.replace("|", " ").split())]
    return any(vocabulary.sample_words["guide"].search(vocabulary.fold(head)) for head in heads)


def is_crossed(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a part of a name is printed as crosses."""
    return vocabulary.sample_words["crossed_name"].search(unspaced(name)) is not None


def is_sample_name(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a project's name is the pattern of one, or says that it is an example."""
    return vocabulary.sample_words["project_name"].fullmatch(unspaced(name)) is not None


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
        value.text for row in rows for label, value in pairwise(row.tokens) if "project_name" in label.roles("form")
    ]
    if any(is_sample_name(text, vocabulary) for text in values):
        return True
    crossed = vocabulary.sample_words["crossed_value"]
    return sum(crossed.search(token.text) is not None for row in rows for token in row.tokens) >= FEWEST_PATTERNS
