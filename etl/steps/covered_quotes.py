"""What a finding quotes of a declared correction, with personal data covered as in the rows of the build.

Input: a correction as it was declared, and the covered row that it addresses. Output: the correction as it may be
quoted. Used by review_corrections.py. A declaration must name what is printed; what tells of a person is not published.
"""

import re
from dataclasses import replace

from etl.privacy.find_personal_data import find_personal_data
from etl.privacy.mask_rows import cover
from etl.records import Correction

COVERED = re.compile(r".?\*+")  # a name keeps its first character


def as_quoted(correction: Correction, printed: str | None) -> Correction:
    """The correction with its texts covered; `printed` is the covered text of the row that prints what it expects.

    What is covered there is a word of the whole document, which the words of the correction alone need not show.
    """
    known: dict[str, str] = {}
    if printed is not None and len(printed) == len(correction.expected_text):
        for found in COVERED.finditer(printed):
            known[correction.expected_text[found.start() : found.end()]] = found[0]
    texts = [correction.expected_text, correction.corrected_text, correction.reason]
    expected, corrected, reason = (cover_words(cover(text, find_personal_data(text)), known) for text in texts)
    return replace(correction, expected_text=expected, corrected_text=corrected, reason=reason)


def cover_words(text: str, known: dict[str, str]) -> str:
    """The text with known words covered."""
    for word, covered in known.items():
        text = text.replace(word, covered)
    return text
