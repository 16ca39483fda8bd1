"""One of several options that a form prints behind a label, parted by blanks or in one cell: 新增项目□ 延续项目√.

Input: a label and what stands behind it in its row, or the text of its cell. Output: the field of the label, or a
finding. Stage `parse`.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import Label
from etl.records import Section

OPTION_FIELDS = frozenset({"project_nature", "project_category"})  # fields whose options the form prints
TICKED_BOXES = "☑√✓■✔☒"
EMPTY_BOXES = "□☐"
BOX = f"[{TICKED_BOXES}{EMPTY_BOXES}]"
BOX_BEHIND = re.compile(
    rf"\s{{0,9}}([^{TICKED_BOXES}{EMPTY_BOXES}\s][^{TICKED_BOXES}{EMPTY_BOXES}]{{0,40}}?)\s{{0,9}}({BOX})"
)
BOX_BEFORE = re.compile(
    rf"\s{{0,9}}({BOX})\s{{0,9}}([^{TICKED_BOXES}{EMPTY_BOXES}\s][^{TICKED_BOXES}{EMPTY_BOXES}]{{0,40}})"
)
# Boxes that lost their font (R and £ of Wingdings 2, þ and ¨ of Wingdings), or that were typed as a letter.
LOST_BOX = re.compile(r"(?<=[一-鿿)）])\s?([口Rþ£¨])(?=\s|$)")
BOXES_OF_LETTERS = {"R": "☑", "þ": "☑", "口": "□", "£": "□", "¨": "□"}
NUMBER_OF_OPTION = re.compile(r"(?:^|\s)[1-9]\s?[、.．]\s?")
FEWEST_OPTIONS = 2
NOT_TOLD = "“{label}”之外另印有同一项的栏目，那一处的内容与选项分不清，这一处没有采用，原文保留。"
TICK_LOST = "“{label}”后面印了不止一项，看不出勾选了哪一个，未采用，原文保留。"


def read_option(sheet: FormSheet, label: Label, token: Token, behind: Sequence[Token]) -> None:
    """The one of several options behind a label that has the tick: 新增项目□ 延续项目√; a finding where none has it."""
    sheet.claim(token)
    options = list(takewhile(lambda option: not option.labels, behind))
    ticked = [option for option in options if option.text[-1] in TICKED_BOXES and len(option.text) > 1]
    if len(ticked) == 1:
        sheet.claim(*options)
        sheet.add_text(Section.FORM, None, label.role, ticked[0].text.rstrip(TICKED_BOXES), ticked[0])
    else:
        sheet.report("glued_text_undecided", "低", TICK_LOST.format(label=token.text), options[0])


def without_other_options(role: str, text: str) -> str:
    """The one option with a tick in a cell that prints several, each with its box behind or before it; the whole text
    where that cannot be told, or of a field without options."""
    if role not in OPTION_FIELDS:
        return text
    stripped = LOST_BOX.sub(lambda lost: BOXES_OF_LETTERS[lost.group(1)], text.strip())
    numbered = [option.strip() for option in NUMBER_OF_OPTION.split(stripped)]
    if len(numbered) > FEWEST_OPTIONS and not numbered[0]:  # 1、部门预算项目 ☑ 2、市直专项, one box lost
        chosen = [option for option in numbered if any(box in option for box in TICKED_BOXES)]
        return chosen[0].strip(TICKED_BOXES + " ") if len(chosen) == 1 else text
    behind, before = BOX_BEHIND.findall(stripped), BOX_BEFORE.findall(stripped)
    options = [(box, words) for words, box in behind] if stripped[-1:] in TICKED_BOXES + EMPTY_BOXES else before
    boxes = [box for box, _ in options]
    if len(boxes) < FEWEST_OPTIONS or len(boxes) != len(re.findall(BOX, stripped)):
        return text
    ticked = [words.strip() for box, words in options if box in TICKED_BOXES]
    return ticked[0] if len(ticked) == 1 else text


def drop_lesser(sheet: FormSheet, label: Label) -> None:
    """Take back a field read beside a lesser label where what the better one prints cannot be told from options."""
    known = sheet.kept_under_lesser(label.role, label.rank)
    if known is None:
        return
    sheet.fields.remove(known)
    printed = Token(known.text, known.places[0], UNPLACED)
    sheet.report("glued_text_undecided", "中", NOT_TOLD.format(label=sheet.label_texts[label.role]), printed)
