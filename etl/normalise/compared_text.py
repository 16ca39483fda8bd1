"""Texts as they are compared: folded, so that two spellings of the same words are equal, and how alike two of them are.

Input: a printed text. Output: its key, its fingerprint, and the similarity of two keys. Stage: normalise.

Folded: full-width letters, digits and signs to ASCII; letters to lower case; the look-alikes of ≥ ≤ - ~ to one sign.
Removed: white space, thousands commas and every other punctuation mark; a point, a dash or a tilde stays between two
digits (98.5, 3-5). Kept: words, digits, % ‰ and the signs of comparison. NFKC is not used: it turns ② into 2.
"""

import hashlib
import re
import unicodedata
from operator import add

from rapidfuzz.distance import Levenshtein

FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
LOOK_ALIKES = {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹤": "<", "﹥": ">", "﹦": "=", "═": "=", "﹪": "%"}
DASHES, TILDES = "-‐‑‒–—―−－", "~～〜∼"
KEPT_SIGNS = frozenset("%‰<>=≥≤+")
BETWEEN_DIGITS = ".-~"
TWO_SIGNS = re.compile(r"[<>]=|=[<>]")
INTERVALS = re.compile(r"(?<![0-9])[.~-]|[.~-](?![0-9])")
FINGERPRINT_LENGTH = 16
RUN_LENGTH = 4
"""Characters: two words, so that a run is seldom shared by chance."""
LONGEST_COMPARED = 20_000
"""Characters; what two texts say beyond it is not compared, so that a hostile text costs no minutes."""


WIDTH = str.maketrans(FULL_WIDTH | {ord(sign): plain for sign, plain in LOOK_ALIKES.items()})
KEPT_BETWEEN_DIGITS = {sign: sign for sign in BETWEEN_DIGITS} | dict.fromkeys(DASHES, "-") | dict.fromkeys(TILDES, "~")


class _Folding(dict[int, str]):
    """A table for str.translate that learns each character once: half width, then folded, kept or removed."""

    def __missing__(self, code: int) -> str:
        character = WIDTH.get(code) or chr(code)
        is_removed = unicodedata.category(character)[0] in "ZPSC" and character not in KEPT_SIGNS
        self[code] = KEPT_BETWEEN_DIGITS.get(character) or ("" if is_removed else character.lower())
        return self[code]


FOLDING = _Folding()


def compared_key(text: str | None) -> str | None:
    """The text as it is compared; None where nothing but white space and punctuation is printed."""
    if text is None:
        return None
    folded = text.translate(FOLDING)
    if "=" in folded:
        folded = TWO_SIGNS.sub(lambda found: "≥" if ">" in found[0] else "≤", folded)
    if any(map(folded.__contains__, BETWEEN_DIGITS)):
        folded = INTERVALS.sub("", folded)
    return folded or None


def fingerprint_key(key: str | None) -> str | None:
    """A short name of a key: equal keys have equal names on every machine."""
    return None if key is None else hashlib.sha256(key.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def compute_similarity(key: str | None, other: str | None) -> float | None:
    """The share of characters that need no change to turn the longer key into the other; None where one is missing."""
    if key is None or other is None:
        return None
    found = Levenshtein.normalized_similarity(key[:LONGEST_COMPARED], other[:LONGEST_COMPARED])
    return round(float(found), 4)


def compute_taken_share(key: str | None, source: str | None) -> float | None:
    """The share of the runs of `RUN_LENGTH` characters of a key that its source holds too; None of a short one."""
    if key is None or source is None or len(key) < RUN_LENGTH:
        return None
    known = frozenset(_split_runs(source))
    runs = _split_runs(key)
    return round(sum(run in known for run in runs) / len(runs), 4)


def _split_runs(key: str) -> list[str]:
    """Every run of `RUN_LENGTH` neighbouring characters of the compared part of a key."""
    compared = key[:LONGEST_COMPARED]
    return [compared[start : start + RUN_LENGTH] for start in range(len(compared) - RUN_LENGTH + 1)]


def split_pairs(key: str) -> frozenset[str]:
    """Every two neighbouring characters of a key, which is how texts without spaces share words."""
    return frozenset(map(add, key, key[1:]))
