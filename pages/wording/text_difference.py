"""Two texts of documents as HTML in which the characters that differ are marked.

Input: two texts, both hostile. Output: escaped HTML in which the only tag is <mark>. Side of the pages.
"""

from rapidfuzz.distance import Levenshtein

from pages.wording.harmless_text import html_text, visible_text

MOST_COMPARED = 3000
"""Characters of each text; what stands behind them is shown without marks, so that no text holds up a page."""


def difference_html(text: str, other: str) -> tuple[str, str]:
    """Both texts escaped for HTML, what stands in one of them only in <mark>."""
    left, right = visible_text(text), visible_text(other)
    pieces: tuple[list[str], list[str]] = ([], [])
    for step in Levenshtein.opcodes(left[:MOST_COMPARED], right[:MOST_COMPARED]):
        pieces[0].append(_piece(left[step.src_start : step.src_end], is_marked=step.tag != "equal"))
        pieces[1].append(_piece(right[step.dest_start : step.dest_end], is_marked=step.tag != "equal"))
    return (
        "".join([*pieces[0], html_text(left[MOST_COMPARED:])]),
        "".join([*pieces[1], html_text(right[MOST_COMPARED:])]),
    )


def _piece(text: str, *, is_marked: bool) -> str:
    """One piece escaped, marked where it differs."""
    return f"<mark>{html_text(text)}</mark>" if text and is_marked else html_text(text)
