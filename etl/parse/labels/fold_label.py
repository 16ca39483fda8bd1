"""A printed text as labels are compared: half width, without white space, points, column letters and end punctuation.

Input: a text, and the characters that recognition takes for each other. Output: the folded text. Stage `parse`. It
serves matching only: what is printed stays as it is.
"""

import re
import unicodedata
from collections.abc import Mapping

from etl.parse.labels.money_words import MONEY_UNIT
from etl.parse.labels.printed_kinds import is_number

# Brackets that qualify a label: points, column letters, per cent, seals.
QUALIFIER = re.compile(
    r"\((?:[\d.]+(?:-[\d.]+)?分?|分|[A-Z](?:[-/×*÷][A-Z])?|%|‰|盖章|公章|单位盖章|(?:必填|选填|必选|可选)[^()]{0,8}|[\d.]+分[×*]执行率)\)分?"
)
# The same where one of the brackets was lost: 执行数B), 年初目标值(A, 20分).
TORN_QUALIFIER = re.compile(r"\((?:[A-Z](?:/[A-Z])?|\d{1,3}分?)$|(?<=[\u4e00-\u9fff])[A-Z](?:/[A-Z])?\)$|^\d{1,3}分\)$")
# Points without brackets behind the name of a level: 产出指标50分.
LEVEL_POINTS = re.compile(r"(?<=指标|目标|产出|效益|意度)\d{1,3}分$")
# How a character is read, set behind it in brackets, as pages turned into traditional characters print: 項(xiàng)目.
READING_AID = re.compile(r"(?<=[\u4e00-\u9fff])\([a-z\u00e0-\u024f]{1,7}\)")
# Blanks that a page in another encoding lost: 绩??????效???目??标.
LOST_BLANKS = re.compile(r"\?{2,}|\ufffd+")
LIST_NUMBER = re.compile(r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十\d]{1,2}\))(?=\D)")
CHINESE_ALONE = re.compile("[\u4e00-\u9fff]+")  # most texts: folding finds no width, bracket, blank or number in them
# The mark of a note at the end of a label: 预算数①, 实际完成值[1]. 目标① is the first of several.
NOTE_MARK = re.compile(
    r"(?<=[\u4e00-\u9fff)）])\s{0,3}(?:(?<![标务])[①-⑳⑴-⒇❶-❿]|[※★☆△▲#†]|[\[［【〔]注?\d{1,2}[\]］】〕]|注\d{1,2})$"
)
PART_OF = "其中"
BEHIND_PART_OF = ":-—–"  # 其中：财政拨款, 其中-财政拨款
END_PUNCTUATION = ":;,。.、★*·•"
POINTS_WORD = "分"


def folded_label(text: str, look_alike: re.Pattern[str], look_alikes: Mapping[int, str]) -> str:
    """The folded text; `look_alike` finds whether a character is one that `look_alikes` replaces."""
    if (text.isascii() and is_number(text)) or (CHINESE_ALONE.fullmatch(text) and not look_alike.search(text)):
        return text.removeprefix(PART_OF).removeprefix(PART_OF)
    folded = LOST_BLANKS.sub("", unicodedata.normalize("NFKC", text))
    has_brackets = "(" in folded
    folded = READING_AID.sub("", folded) if has_brackets else folded
    folded = folded.translate(look_alikes) if look_alike.search(folded) else folded
    folded = "".join(folded.split())
    if folded.startswith(PART_OF):
        folded = folded.removeprefix(PART_OF).lstrip(BEHIND_PART_OF)
    if has_brackets:
        folded = QUALIFIER.sub("", MONEY_UNIT.sub("", folded))
    if folded.endswith(")") != (has_brackets and "(" in folded):
        folded = TORN_QUALIFIER.sub("", folded)
    folded = LEVEL_POINTS.sub("", folded) if folded.endswith(POINTS_WORD) else folded
    return LIST_NUMBER.sub("", folded.strip(END_PUNCTUATION).removeprefix(PART_OF))
