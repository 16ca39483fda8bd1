"""Signs that nobody sees, written out: a control character steers a terminal, a direction mark turns a sentence round.

Input: texts that documents, file names or errors carry. Output: the same with such signs as \\u202e. Used by the
command line, and for the sentences of findings; printed texts stay in the build as they are, the pages write them out.
"""

import re
import unicodedata

SPACES = "Zs"  # the category of every space, the Chinese one included
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text on one line, with everything that is not seen written out, line ends too."""
    return "".join(c if c.isprintable() or unicodedata.category(c) == SPACES else escape(c) for c in text)


def visible_lines(text: str) -> str:
    """The text with everything that is not seen written out but its line ends."""
    return "\n".join(map(visible, text.split("\n")))


def visible_signs(text: str) -> str:
    """The text with controls, direction marks and signs without a width written out; line ends and tabs stay."""
    return UNSEEN.sub(lambda found: escape(found[0]), text)


def escape(character: str) -> str:
    """A character as JSON writes it: the same value where it stands in a JSON text."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place] << 8 | units[place + 1]:04x}" for place in range(0, len(units), 2))
