"""A text of a document as HTML in which the words that were looked for are marked.

Input: the text and the words, both hostile. Output: escaped HTML in which the only tag is <mark>. Side of the pages.
"""

import re

from pages.wording.harmless_text import html_text, visible_text, without_unseen

MAX_WORDS = 10  # more words are no search; each one is a scan of every reason
MAX_SEARCH_CHARACTERS = 100


def search_words(typed: str) -> list[str]:
    """The words of a search line, parted by any white space (full-width too), each once, in the order typed."""
    words = without_unseen(typed[:MAX_SEARCH_CHARACTERS]).split()
    return list(dict.fromkeys(words))[:MAX_WORDS]


def highlighted_html(text: str, words: list[str]) -> str:
    """The text escaped for HTML, every occurrence of every word in one <mark>, in any case, overlaps joined."""
    plain = visible_text(text)
    pieces, end = [], 0
    for start, stop in marked_ranges(plain, words):
        pieces += [html_text(plain[end:start]), "<mark>", html_text(plain[start:stop]), "</mark>"]
        end = stop
    return "".join([*pieces, html_text(plain[end:])])


def spaced_pattern(word: str) -> str:
    """A pattern that finds the word with white space inside too: a form breaks lines within Chinese words."""
    return r"\s*".join(re.escape(character) for character in word)


def marked_ranges(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where the words stand, as ranges that do not overlap, from left to right."""
    found = sorted(
        match.span() for word in words if word for match in re.finditer(spaced_pattern(word), text, re.IGNORECASE)
    )
    ranges: list[tuple[int, int]] = []
    for start, stop in found:
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(stop, ranges[-1][1]))
        else:
            ranges.append((start, stop))
    return ranges
