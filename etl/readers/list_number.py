"""The numbers that Word prints before the paragraphs of a list and stores nowhere: 1. 2. (一) ① a) and bullets.

Input: the numbering part of a document, its styles and its paragraphs in printed order. Output: the number of each
paragraph. Stage `readers`. A way of counting that is not known prints as Arabic numbers do, the commonest one.
"""

import re
from dataclasses import dataclass, field

from etl.readers.safe_xml import Element, attribute, child, local_name, whole_number

LEVELS = 9
HIGHEST = 9_999
CHINESE_DIGITS = "〇一二三四五六七八九"
CHINESE_PLACES = ("", "十", "百", "千")
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
         (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
CHINESE_COUNTING = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
    "taiwaneseCountingThousand",
})  # fmt: skip
BULLET = "•"  # the private characters of symbol fonts all draw some bullet
PLACEHOLDER = re.compile(r"%([1-9])")
ListLevel = tuple[str, int]  # the list's identifier and the level in it, from 0


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """How one level of a list is numbered: its way of counting, its text with %1 for numbers, and its first number."""

    counting: str
    text: str
    start: int


@dataclass(slots=True)
class ListNumbers:
    """The lists of a document, and how far each of them has counted."""

    abstract_of_list: dict[str, str] = field(default_factory=dict)
    formats: dict[tuple[str, int], LevelFormat] = field(default_factory=dict)
    list_of_style: dict[str, ListLevel] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def number_before(self, paragraph: Element) -> str:
        """What stands before a paragraph's text, with a blank after it; empty where it is in no list."""
        if not self.formats:
            return ""
        found = self.list_of(child(paragraph, "pPr"))
        abstract = self.abstract_of_list.get(found[0]) if found else None
        level_format = self.formats.get((abstract, found[1])) if found and abstract is not None else None
        if found is None or abstract is None or level_format is None:
            return ""
        self.count(abstract, found[1], level_format.start)
        number = PLACEHOLDER.sub(lambda place: self.shown(abstract, int(place.group(1)) - 1), level_format.text)
        return "".join(BULLET if "\ue000" <= sign <= "\uf8ff" else sign for sign in number).strip() + " "

    def list_of(self, properties: Element | None) -> ListLevel | None:
        """The list and level of a paragraph, named by itself or by its style."""
        style = child(properties, "pStyle")
        inherited = self.list_of_style.get(attribute(style, "val") or "") if style is not None else None
        return list_level(child(properties, "numPr"), inherited)

    def count(self, abstract: str, level: int, start: int) -> None:
        """Go on by one at a level; deeper levels begin anew."""
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        before = counts[level]
        counts[level] = start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)

    def shown(self, abstract: str, level: int) -> str:
        """The present number of a level, as its level counts."""
        level_format = self.formats.get((abstract, level))
        if level_format is None:
            return ""
        number = self.counts[abstract][level]
        return counted(level_format.start if number is None else number, level_format.counting)


def list_level(properties: Element | None, inherited: ListLevel | None) -> ListLevel | None:
    """The list and level that numbering properties name; what they leave out is inherited. List 0 is none."""
    if properties is None:
        return inherited
    number, level = child(properties, "numId"), child(properties, "ilvl")
    named = attribute(number, "val") if number is not None else (inherited[0] if inherited else None)
    depth = whole_number(attribute(level, "val"), 0, LEVELS - 1) if level is not None else 0
    return None if named in (None, "0") else (str(named), depth)


def load_list_numbers(numbering: Element | None, styles: Element | None) -> ListNumbers:
    """The lists that a document declares."""
    lists = ListNumbers()
    for part in numbering if numbering is not None else ():
        identifier = attribute(part, "abstractNumId") or ""
        if local_name(part) == "abstractNum":
            for level in part:
                if local_name(level) == "lvl":
                    number = whole_number(attribute(level, "ilvl"), 0, LEVELS - 1)
                    lists.formats[identifier, number] = level_format_of(level)
        elif local_name(part) == "num":
            named = child(part, "abstractNumId")
            lists.abstract_of_list[attribute(part, "numId") or ""] = (
                attribute(named, "val") or "" if named is not None else ""
            )
    for style in styles if styles is not None else ():
        found = list_level(child(child(style, "pPr"), "numPr"), None)
        if found is not None:
            lists.list_of_style[attribute(style, "styleId") or ""] = found
    return lists


def level_format_of(level: Element) -> LevelFormat:
    """How a level is declared."""
    declared = {local_name(part): attribute(part, "val") or "" for part in level}
    start = whole_number(declared.get("start"), 1, HIGHEST)
    return LevelFormat(declared.get("numFmt", "decimal"), declared.get("lvlText", ""), start)


def counted(number: int, counting: str) -> str:
    """A number in a way of counting."""
    if counting == "none":
        return ""
    if counting in CHINESE_COUNTING and 0 < number <= HIGHEST:
        return chinese_number(number)
    if counting == "decimalZero":
        return f"{number:02d}"
    if counting.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if counting in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if counting == "upperLetter" else "a") + number - 1)
    if counting in ("upperRoman", "lowerRoman") and 0 < number <= HIGHEST:
        return roman_number(number) if counting == "upperRoman" else roman_number(number).lower()
    return str(number)


def chinese_number(number: int) -> str:
    """A number in Chinese characters: 十, 十一, 二十, 一百〇一."""
    text, is_gap = "", False
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            text += (CHINESE_DIGITS[0] if is_gap and text else "") + CHINESE_DIGITS[digit] + CHINESE_PLACES[place]
        is_gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def roman_number(number: int) -> str:
    """A number in Roman letters."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text
