"""What a browser prints in the margins of a page: date and title above, address and number of the page below.

Input: the characters of a page. Output: those of its text, and the margins as lines that are shown and not read. Stage
`readers`. A margin is known by its address: the page's last line is an address, as a rule with a number such as 2/3.
"""

import re
import unicodedata
from collections.abc import Sequence

from etl.readers.pdf_page_items import PageLine, running_line
from etl.readers.pdf_text import Character, line_text, lines_of

ADDRESS = "://"
FOOT = re.compile(r"(?:https?|file)://\S{1,2000}(?: \d{1,4}/\d{1,4})?")
HEAD = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4},? ?(?:[上下]午 ?)?\d{1,2}:\d{2}(?: ?[AP]M)?(?: .{1,300})?")


def part_margins(characters: Sequence[Character]) -> tuple[Sequence[Character], list[PageLine]]:
    """The characters of a page's text, and its margins."""
    if ADDRESS not in "".join(character["text"] for character in characters):
        return characters, []
    lines = lines_of(character for character in characters if not character["text"].isspace())
    if not FOOT.fullmatch(shown(lines[-1])):
        return characters, []
    margins = [lines[-1], *(lines[:1] if HEAD.fullmatch(shown(lines[0])) else [])]
    in_margins = {id(character) for line in margins for character in line}
    rest = [character for character in characters if id(character) not in in_margins]
    return rest, [running_line(line_text(line), line, is_margin=True) for line in margins]


def shown(line: Sequence[Character]) -> str:
    """The text of a line, ligatures such as ﬁ in letters."""
    return unicodedata.normalize("NFKC", line_text(line))
