"""Text written aslant over a page, as watermarks and round seals are: it lies over the cells and is no part of them.

Input: the characters of a page as pdfplumber gives them. Output: those that stand level. Stage `readers`. Of a seal's
characters the uppermost stands level too: it has the colour of the others, stands among them, and the page's text has
another colour.
"""

from collections import Counter
from collections.abc import Sequence

from etl.readers.pdf_text import Character, middle
from etl.records import Box

STEEPEST = 0.1  # rise of a line of text over its length; a page that was scanned a little askew has less


def level_characters(characters: Sequence[Character]) -> list[Character]:
    """The characters that stand level and belong to no slanted text; all of them where most of a page is aslant."""
    upright = [character for character in characters if character["upright"]]
    slanted = [character for character in upright if is_slanted(character)]
    if not slanted or len(slanted) * 2 > len(upright):
        return upright
    level = [character for character in upright if not is_slanted(character)]
    of_text = Counter(map(colour_of, level)).most_common(1)[0][0]
    by_colour: dict[str, list[Character]] = {}
    for one in slanted:
        by_colour.setdefault(colour_of(one), []).append(one)
    seals = {colour: outline_of(parts) for colour, parts in by_colour.items() if colour != of_text}
    return [one for one in level if not stands_in(one, seals.get(colour_of(one)))]


def is_slanted(character: Character) -> bool:
    """Whether the line that a character stands on rises or falls."""
    along, up = character["matrix"][:2]
    return bool(abs(up) > STEEPEST * abs(along))


def colour_of(character: Character) -> str:
    """The colour that a character is filled with."""
    return str(character.get("non_stroking_color"))


def outline_of(of_seal: Sequence[Character]) -> Box:
    """The rectangle around some characters, as wide as one of them all round."""
    edge = max(one["height"] for one in of_seal)
    left, top = min(one["x0"] for one in of_seal), min(one["top"] for one in of_seal)
    right, bottom = max(one["x1"] for one in of_seal), max(one["bottom"] for one in of_seal)
    return left - edge, top - edge, right + edge, bottom + edge


def stands_in(character: Character, outline: Box | None) -> bool:
    """Whether a character stands inside a rectangle."""
    if outline is None:
        return False
    left, top, right, bottom = outline
    return bool(left <= character["x0"] and character["x1"] <= right and top <= middle(character) <= bottom)
