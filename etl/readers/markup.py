"""Markup left in extracted text: known HTML tags and colours of a terminal are taken out, tick boxes become characters.

Input: the raw text of one cell. Output: its plain text with inner white space collapsed. Stage `readers`. Only
tags of a fixed list go: 〈…〉 and <…> around the title of a regulation are text.
"""

import html
import re
from collections.abc import Sequence

KNOWN = r"</?(?:a|b|br|center|div|em|font|h[1-6]|i|li|ol|p|s|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
TAG = re.compile(KNOWN + r"(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
CUT_TAG = re.compile(rf"{KNOWN}\s?/?", re.IGNORECASE)  # alone in a cell; its end is on the next line
CHECKBOX = re.compile(r"<input\b[^<>]{0,500}>", re.IGNORECASE)
CHECKED = re.compile(r"\schecked\b", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
ESCAPE = "\x1b"
# What prints nothing: colours of a terminal (their 31 is no figure), joiners, direction marks, soft hyphens, byte order
# marks inside a text.
INVISIBLE = re.compile("\x1b\\[[0-9;]{0,16}[a-zA-Z]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Of these, those that do not steer the direction either: a line of text without them is the same line.
WIDTHLESS = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
# Of these, those that turn the text behind them round or part it off: it is seen in another order than it is read.
TURNING = re.compile("[\u202b\u202d\u202e\u2067\u2068]")
NO_BREAK_BLANK = "\u00a0"
# Markdown: **项目名称** between blanks, colons or borders of cells. Those of hidden names touch letters: **县**局
BESIDE_MARKS = r"\s|:：，。；、（）()"
EMPHASIS = re.compile(
    rf"(?<![^{BESIDE_MARKS}])(\*\*|\*|__)(?=[^\s*_])([^*_|\t\n]{{1,200}})(?<=\S)\1(?![^{BESIDE_MARKS}])"
)
LONGEST_HIDDEN = 1  # **县** alone may be a name that nobody may see
FEWEST_MARKS = 3
ESCAPED = re.compile(r"\\([-.+~*_#<>\[\]()])")
QUOTED = re.compile(r"^>{1,3} (?=[^\W\d]|[*_])", re.MULTILINE)  # not > 90%
STRUCK_TAG = re.compile(r"<(?:s|del|strike)>", re.IGNORECASE)
STRUCK = re.compile(
    r"~~(?=[^\s~])([^~|\t\n]{1,200})~~(?!~)|<(s|del|strike)>([^<>|\t\n]{1,200})</\2>", re.IGNORECASE
)  # never over the border of a cell
EMPTY_BOX, TICKED_BOX = "□", "☑"
NOTE_MARK = re.compile(r"[\[(（〔【]?注?\d{1,2}[\])）〕】]?|[*＊①-⑳※★☆△▲#†]")
CHINESE = re.compile("[\u4e00-\u9fff]")
LENGTHS, EXPONENTS = ("米", "里"), ("2", "3")  # 米2 is an area
NEAR = 8  # pieces of text before a raised one that are looked through


def plain_text(raw: str) -> str:
    """The text a reader of the page sees."""
    text = raw
    if "<" in text:
        text = CHECKBOX.sub(lambda tag: TICKED_BOX if CHECKED.search(tag.group()) else EMPTY_BOX, text)
        text = "" if CUT_TAG.fullmatch(text.strip()) else TAG.sub(" ", text)
    if "&" in text:
        text = ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return " ".join(without_invisible(text).split())


def is_note_mark(raised: str, pieces: Sequence[str]) -> bool:
    """Whether raised text is the mark of a note: a number or a star behind a Chinese character, other than 米2;
    `pieces` stand before it."""
    before = "".join(pieces[-NEAR:]).rstrip()[-1:]
    is_exponent = before in LENGTHS and raised.strip() in EXPONENTS
    return not is_exponent and CHINESE.match(before) is not None and NOTE_MARK.fullmatch(raised.strip()) is not None


def without_invisible(text: str) -> str:
    """The text without what prints nothing, which would part 项目 from 名称 unseen."""
    return text if text.isascii() and ESCAPE not in text else INVISIBLE.sub("", text)


def is_turned(text: str) -> bool:
    """Whether signs that nobody sees show the text in another order than the one in which it is read."""
    return not text.isprintable() and TURNING.search(text) is not None


def count_turned(texts: Sequence[str]) -> int:
    """How many of the texts hold such signs; they are looked through together first, for nearly all hold none."""
    return sum(map(is_turned, texts)) if TURNING.search("\n".join(texts)) else 0


def without_widthless(text: str) -> str:
    """The text as it is seen, for splitting it: no signs without a width, and one kind of narrow blank."""
    if text.isascii():
        return text
    return (WIDTHLESS.sub("", text) if WIDTHLESS.search(text) else text).replace(NO_BREAK_BLANK, " ")


def without_markdown(text: str) -> str:
    """The text as Markdown shows it: no stars around bold words, no backslash before a sign, no mark of a quotation. A
    text that sets hardly a word in bold is no Markdown."""
    if "**" not in text and "__" not in text:
        return text
    marked = sum(len(match.group(2)) > LONGEST_HIDDEN for match in EMPHASIS.finditer(text))
    if marked < FEWEST_MARKS:
        return text
    return ESCAPED.sub(r"\1", EMPHASIS.sub(r"\2", QUOTED.sub("", EMPHASIS.sub(r"\2", text))))


def without_struck(text: str) -> tuple[str, list[str]]:
    """A text without what Markdown or its tags cross out, and that."""
    if "~~" not in text and not STRUCK_TAG.search(text):
        return text, []
    struck = [match.group(1) or match.group(3) or "" for match in STRUCK.finditer(text)]
    return (STRUCK.sub("", text) if struck else text), struck


def is_plain(text: str) -> bool:
    """Whether a text holds nothing that `plain_text` takes out, white space aside."""
    if "<" in text or "&" in text:
        return False
    return (text.isascii() and ESCAPE not in text) or INVISIBLE.search(text) is None
