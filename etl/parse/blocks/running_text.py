"""Texts of a form's head that go on below their labels: lines of running text, a cell below its label, notes.

Input: the sheet and the row after a label. Output: the field with its further lines, and the index after them. Stage
`parse`.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from etl.parse.blocks.form_sheet import FormSheet, joined
from etl.parse.blocks.goal_block import (
    FIRST_OF_A_LIST,
    LATER_OF_A_LIST,
    grouped_texts,
    is_of_year,
    may_be_of_term,
    with_numbers_inside,
)
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.roles import GOALS
from etl.parse.labels.tokens import Token, TokenRow
from etl.records import PrintedField, Section

NUMBERED = re.compile(r"[(（]?\d{1,2}[.．、)）](?!\d)")
BULLET = re.compile(r"[-•·]\s+")
SENTENCE_END = "。"
LONGEST_LETTERS = 2
LONGEST_NAME_OF_BLOCK = 8
TWO_GOALS, LABELS_ABOVE = ("overall_goal", "goal"), 2
UNDECIDED_GOALS = "总体目标与年度目标的文字分不出归属，未采用，原文保留。"


def read_cell_below(sheet: FormSheet, index: int, role: str) -> int:
    """A goal whose label ends its row and whose text is the only cell of the next one, or further items of its list;
    returns the index after it."""
    if (known := sheet.form_field(role)) is not None:
        return read_items_below(sheet, index, known)
    below = sheet.rows[index : index + 1]
    if role not in GOALS or not below or len(below[0].tokens) != 1 or below[0].kinds:
        return index
    text = below[0].first
    if (
        not below[0].is_tabular
        or len(text.text) <= LONGEST_NAME_OF_BLOCK
        or not sheet.rows[index - 1].tokens[-1].labels
    ):
        return index
    sheet.add(Section.FORM, None, role, [text])
    return index + 1


def read_items_below(sheet: FormSheet, index: int, known: PrintedField) -> int:
    """The items of a list below its first one, which is read, each alone in a row, since the cell of the label spans
    them; returns the index after them."""
    first = index
    while index < len(sheet.rows) and is_item_of_a_list(sheet.rows[index]):
        index += 1
    above = sheet.rows[first - 1].tokens[-1]
    if index > first and known.places[-1] == above.place and FIRST_OF_A_LIST.match(known.text):
        join_to_field(sheet, known, [row.first for row in sheet.rows[first:index]], "\n")
        return index
    return first


def join_to_field(sheet: FormSheet, known: PrintedField, tokens: Sequence[Token], between: str = "") -> None:
    """Append pieces to a field of the form that was read already: of the same paragraph, or each a new one."""
    sheet.claim(*tokens)
    sheet.fields.remove(known)
    texts = [known.text, *(token.text for token in tokens)]
    text = between.join(texts) if between else joined(texts)
    sheet.add_joined(known.name, text, (*known.places, *(place for token in tokens for place in token.places)))


def is_item_of_a_list(row: TokenRow) -> bool:
    """Whether a row is one cell that goes on with a list: 2.…"""
    is_alone = row.is_tabular and len(row.tokens) == 1 and not row.kinds
    return is_alone and LATER_OF_A_LIST.match(row.first.text) is not None


def read_two_goals(sheet: FormSheet, index: int) -> int | None:
    """The texts behind 总体目标 and the goal of the year, labels beside each other where no columns are; where nobody
    can tell whose is which, none is taken. Returns the index of the row after them; None for a row without the pair."""
    if sheet.rows[index].is_tabular or not sheet.rows[index].is_kind("goal"):
        return None
    above = [row for row in sheet.rows[max(0, index - LABELS_ABOVE) : index] if len(row.tokens) == 1 and row.kinds]
    tokens = [token for row in (*above, sheet.rows[index]) for token in row.tokens]
    order = next((at for at in range(1, len(tokens)) if are_two_goals(*tokens[at - 1 : at + 1])), None)
    if order is None or any(token.labels for token in tokens[order + 1 :]):
        return None
    texts = list(tokens[order + 1 :])
    index += 1
    while index < len(sheet.rows) and continues(sheet.rows[index]) and not is_torn_name_of_block(sheet, index):
        texts.extend(sheet.rows[index].tokens)
        index += 1
    texts = with_numbers_inside(texts)
    sheet.claim(*(token for token in tokens[: order + 1] if token.is_kind("side", "goal")))
    lines = [list(line) for _, line in groupby(texts, key=lambda token: token.place.line_no)]
    is_named = any(token.is_kind("side") for token in tokens[: order - 1])
    groups = grouped_texts(texts, lines, len(TWO_GOALS)) if is_named or len(lines) == 1 else []
    is_list = all(map(LATER_OF_A_LIST.match, (token.text for token in texts[1:])))
    if groups and not (texts and len(texts) > 1 and is_list):
        for role, group in zip(TWO_GOALS, groups, strict=True):
            sheet.add(Section.FORM, None, role, group)
    elif texts and is_list:
        sheet.claim(*texts)
        sheet.add_joined(TWO_GOALS[-1], "\n".join(t.text for t in texts), tuple(p for t in texts for p in t.places))
    elif texts:
        sheet.report("goal_undecided", "中", UNDECIDED_GOALS, texts[0])
    return index


def are_two_goals(term: Token, year: Token) -> bool:
    """Whether two labels are of the goal of the whole term, which may name the block too, and of that of the year."""
    return year.is_kind("goal") and is_of_year(year.text) and may_be_of_term(term.text)


def read_running_text(sheet: FormSheet, index: int, role: str) -> int:
    """Append the unlabelled lines from `index` on to a field; paragraphs are kept apart by line feeds."""
    known = sheet.form_field(role)
    pieces = [known.text] if known else []
    places = list(known.places) if known else []
    while index < len(sheet.rows) and continues(sheet.rows[index]) and not is_torn_name_of_block(sheet, index):
        tokens = sheet.rows[index].tokens
        sheet.claim(*tokens)
        text = joined([token.text for token in tokens])
        pieces.append(BULLET.sub("", text, count=1) if BULLET.match(text) else text)
        places += [place for token in tokens for place in token.places]
        index += 1
    if known:
        sheet.fields.remove(known)
    if pieces:
        sheet.add_joined(role, "\n".join(pieces), tuple(places))
    return index


def pass_over_note(sheet: FormSheet, index: int) -> int:
    """Claim a note to the form, 注：1.…, with the lines below that go on numbering it: it is no datum."""
    sheet.claim(*sheet.rows[index - 1].tokens)
    while index < len(sheet.rows) and NUMBERED.match(sheet.rows[index].first.text) and not sheet.rows[index].kinds:
        sheet.claim(*sheet.rows[index].tokens)
        index += 1
    return index


def is_torn_name_of_block(sheet: FormSheet, index: int) -> bool:
    """Whether a line is a letter or two of a name that stood upright beside the next header: 绩 above 一级指标."""
    letters, *rest = (token.text for token in sheet.rows[index].tokens)
    below = sheet.rows[index + 1 : index + 2]
    return not rest and len(letters) <= LONGEST_LETTERS and any(map(is_indicator_header, below))


def continues(row: TokenRow) -> bool:
    """Whether a line is running text without a label of its own; of several pieces where it ends as a sentence, for
    blanks stand beside the numbers in one: 68 ｜ 万人次以上。"""
    is_text = len(row.tokens) == 1 or row.tokens[-1].text.endswith(SENTENCE_END)
    return not row.is_tabular and is_text and not any(token.labels for token in row.tokens)
