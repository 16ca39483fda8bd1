"""A printed text as it is searched for personal data: plain digits, hyphens and blanks, nothing without a width.

Input: a printed text. Output: the folded text, and where each of its characters stood. １３８－… and 138-… are the same
number to a reader, and so must they be here; what is found is covered in the text as it was printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"), "-")
BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
FOLDED = FULL_WIDTH | DASHES | BLANKS
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text; `places[n]` is where its character n stood in the printed one."""

    text: str
    places: Sequence[int]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters start to end stood, those without a width between them too."""
        return self.places[start], self.places[end - 1] + 1


def fold(printed: str) -> FoldedText:
    """The folded text of a printed one."""
    if printed.isascii() and printed.isprintable():
        return FoldedText(printed, range(len(printed)))
    text = printed.translate(FOLDED)
    if not UNSEEN.search(text):
        return FoldedText(text, range(len(text)))
    places = [place for place, character in enumerate(text) if not UNSEEN.match(character)]
    return FoldedText("".join(text[place] for place in places), places)
