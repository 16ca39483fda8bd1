"""Characters with positions put together as the text of a cell or of a printed line.

Input: characters of a pdf page as pdfplumber gives them. Output: text. Stage `readers`. A pdf knows no words and no
paragraphs: blanks follow from gaps, and a line that ended because the cell was full goes on without a blank.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

Character = dict[str, Any]

BLANK_GAP = 0.3  # of the character size: a wider gap between characters is a blank
SAME_LINE = 0.5  # of the character size: characters whose middles are closer stand on one line
SCRIPT_SPACE = 0.25  # of the character size
CELL_MARGINS = 12.0  # points: both inner margins of a cell as Word and LibreOffice set them
# Marks that stand with the character before them.
BEGINS_NO_LINE = frozenset("，。、；：？！）》〉」』】〕”’…—％%‰℃,.;:?!)")
RADICAL = re.compile("[\u2e80-\u2fdf]")
# Radicals that printing programs put for the character they look like, where Unicode names none, or another one (⼾).
RADICALS = dict(
    zip(
        "⺒⺓⺠⺫⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻱⼾",
        "巳幺民目虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龜户",
        strict=True,
    )
)


def without_radicals(text: str) -> str:
    """The text with radicals as the characters a reader sees (⽤ is 用): an artefact of how a pdf was made."""
    return RADICAL.sub(lambda found: RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0]), text)


def lines_of(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters as printed lines from top to bottom, each from left to right."""
    lines: list[list[Character]] = []
    for character in sorted(characters, key=middle):
        size = max(character["height"], 1.0)
        if lines and middle(character) - middle(lines[-1][0]) < SAME_LINE * size:
            lines[-1].append(character)
        else:
            lines.append([character])
    return [sorted(line, key=lambda character: float(character["x0"])) for line in lines]


def middle(character: Character) -> float:
    """The height on the page at which a character stands."""
    return float(character["top"] + character["bottom"]) / 2


def line_text(line: Sequence[Character]) -> str:
    """The text of one line, blanks put in where characters stand apart."""
    pieces = []
    for before, character in zip([None, *line], line, strict=False):
        if before is not None and character["x0"] - before["x1"] > BLANK_GAP * size_of(character):
            pieces.append(" ")
        pieces.append(character["text"])
    return without_radicals("".join(pieces))


def size_of(character: Character) -> float:
    """The size of a character in points."""
    return max(float(character["height"]), 1.0)


def cell_text(lines: Iterable[Sequence[Character]], width: float) -> str:
    """The text of a cell: a line that the next word would not have fitted into goes on, any other one ends."""
    text, before = "", None
    for line in lines:
        following = line_text(line)
        if before is not None:
            text += glue(text, following) if is_full(before, line, width) else " "
        text += following
        before = line
    return text


def is_full(line: Sequence[Character], following: Sequence[Character], width: float) -> bool:
    """Whether the first word of the following line would not have fitted at the end of this one."""
    printed = [character for character in line if not character["text"].isspace()]
    if not printed:
        return False
    used = printed[-1]["x1"] - printed[0]["x0"] + space_between(printed[-1], following[0])
    return bool(used + first_word_width(following) > width - CELL_MARGINS)


def space_between(character: Character, following: Character) -> float:
    """The space that Word and LibreOffice leave between a Chinese character and a letter or digit (≥900 人)."""
    ends = {"\u4e00" <= one["text"] <= "\u9fff" for one in (character, following) if one["text"].isalnum()}
    return SCRIPT_SPACE * size_of(character) if len(ends) > 1 else 0.0


def first_word_width(line: Sequence[Character]) -> float:
    """The width of what cannot be parted at the start of a line: a run of ASCII, or one other character, with the
    marks after it that may not begin a line (好。)."""
    count = 1
    while count < len(line) and all(c["text"].isascii() and not c["text"].isspace() for c in line[: count + 1]):
        count += 1
    while count < len(line) and line[count]["text"] in BEGINS_NO_LINE:
        count += 1
    return float(line[count - 1]["x1"] - line[0]["x0"])


def glue(text: str, following: str) -> str:
    """What stands between two parts of a line that was too long: a blank only between words in letters."""
    if not text or not following:
        return ""
    is_word = text[-1].isascii() and text[-1].isalpha() and following[0].isascii() and following[0].isalpha()
    return " " if is_word else ""
