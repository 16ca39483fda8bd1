"""The fields around the blocks of a form: label and value side by side, or a label above running text.

Input: rows that head no block. Output: fields of section FORM (and funding printed as label and amount). Stage `parse`.
"""

import re
from collections.abc import Sequence

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_block import is_fund_header, read_labelled_columns
from etl.parse.blocks.goal_block import GOAL_OF_TERM, is_of_year, may_be_of_term
from etl.parse.blocks.head_values import (
    CONTACT,
    OPTION_BOXES,
    is_no_value_of,
    is_of_another_field,
    is_settled_contact,
)
from etl.parse.blocks.labelled_amounts import read_labelled_amounts
from etl.parse.blocks.running_text import (
    join_to_field,
    pass_over_note,
    read_cell_below,
    read_running_text,
    read_two_goals,
)
from etl.parse.blocks.ticked_option import OPTION_FIELDS, drop_lesser, read_option, without_other_options
from etl.parse.blocks.unit_of_form import keep_money_unit, note_money_unit
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.money_words import named_money_unit
from etl.parse.labels.printed_kinds import half_width, is_blank_mark, is_number, is_request
from etl.parse.labels.roles import NAMED_FIELDS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow, bare_points
from etl.parse.labels.vocabulary import Label, Vocabulary
from etl.records import Section

YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
SAME_LABEL = "“{label}”印了两次，内容不同，采用“{known}”。"
OTHER_LABEL = "“{label}”与“{first}”记入同一项，已采用“{first}”的“{known}”，这一处没有采用，原文保留。"
LESSER_LABEL = "“{first}”与“{label}”记入同一项，采用“{label}”的“{text}”，这一处没有采用，原文保留。"
ONE_OF_TWO_GOALS = "两个目标栏目后只印了一处文字，分不出归属，未采用，原文保留。"
WHOLE_FORM = "自评"
NOTE = "note"
CLOSED = (")", "）")
GOALS_OF_GROUPS = ("goal", "completion")
LATER_GROUP = re.compile("目标[2-9]$")  # 年度绩效目标2, the second goal of a form
# Fields whose text may go on over the lines below it.
RUNNING_FIELDS = frozenset(
    {
        "project_overview",
        "legal_basis",
        "necessity",
        "feasibility",
        "unit_duties",
        "safeguards",
        "implementation_plan",
        "goal",
        "overall_goal",
        "completion",
        "remark",
        "evaluation_text",
        "problems_found",
        "improvement_measures",
        "project_type",
        "fund_use",
    }
)


def read_head_row(sheet: FormSheet, index: int, vocabulary: Vocabulary) -> int:
    """Read one row of labels and values; returns the index after it and after the running text that belongs to it."""
    row = sheet.rows[index]
    if (after := read_two_goals(sheet, index)) is not None:
        return after
    if row.is_kind("fund_row"):
        read_labelled_amounts(sheet, row, vocabulary)
        note_money_unit(sheet, row.tokens)
    read_labelled_columns(sheet, row)
    read_head_total(sheet, row, vocabulary)
    open_role = read_labelled_values(sheet, row, vocabulary)
    if row.is_kind("side", "fund_column"):
        sheet.claim(*(token for token in row.tokens if token.is_kind("side") and not token.is_kind("fund_row")))
        note_money_unit(sheet, tuple(token for token in row.tokens if token.is_kind("side", "fund_column")))
    index += 1
    if row.first.roles("form") == [NOTE]:
        return pass_over_note(sheet, index)
    if open_role not in RUNNING_FIELDS:
        return index
    return read_cell_below(sheet, index, open_role) if row.is_tabular else read_running_text(sheet, index, open_role)


def read_labelled_values(sheet: FormSheet, row: TokenRow, vocabulary: Vocabulary) -> str:
    """Read the fields of one row; returns that at its end, whose text may go on below, "" where none stands there."""
    open_role = ""
    for order, token in enumerate(row.tokens):
        label = field_label(token)
        if label is None or token.place in sheet.claimed:
            continue
        if is_second_of_two_goals(row.tokens, order):
            sheet.report("goal_undecided", "中", ONE_OF_TWO_GOALS, token)
            continue
        value, rest = value_behind(row.tokens[order + 1 :], vocabulary)
        if value is not None and value.text.endswith(CLOSED) and not vocabulary.fold(value.text):
            sheet.claim(value)  # points or a column's letter in brackets, or in what is left of them: 98分)
            value = None
        if label.role in NAMED_FIELDS and rest and OPTION_BOXES.issuperset(rest[0].text):
            drop_lesser(sheet, label)
            value = None  # the first of options to tick
        if label.role in OPTION_FIELDS and value is not None and rest and not rest[0].labels:
            read_option(sheet, label, token, row.tokens[order + 1 :])
            continue
        is_running = label.role in RUNNING_FIELDS and not any(token.labels for token in rest)
        is_unanswered = value is not None and is_request(value.text)
        open_role = label.role if (not rest or is_running) and not is_unanswered else ""
        read_labelled_value(sheet, label, token, value)
        if value is not None and label.role in RUNNING_FIELDS and not row.is_tabular:
            take_rest_of_line(sheet, label.role, rest)
    return open_role


def value_behind(tokens: tuple[Token, ...], vocabulary: Vocabulary) -> tuple[Token | None, tuple[Token, ...]]:
    """The value of the label before these tokens, None where another label follows, and what stands behind it; what the
    form itself asks may stand before the answer."""
    if not tokens or tokens[0].labels:
        return None, tokens
    is_asked = len(tokens) > 1 and not tokens[1].labels and vocabulary.is_ignorable(tokens[0].text)
    return tokens[is_asked], tokens[is_asked + 1 :]


def is_second_of_two_goals(tokens: Sequence[Token], order: int) -> bool:
    """Whether the labels of two goals stand side by side before one text: it may be of either. Of two labels of one
    goal, 年度目标 ｜ 预期目标, the first names the block."""
    if order == 0 or order + 2 != len(tokens) or tokens[-1].labels:
        return False
    pair = tokens[order - 1 : order + 1]
    is_pair = all(token.is_kind("goal") and not token.is_kind("side") for token in pair)
    return is_pair and pair[0].roles("goal") != pair[1].roles("goal")


def take_rest_of_line(sheet: FormSheet, role: str, tokens: tuple[Token, ...]) -> None:
    """The pieces of a running text that blanks part from its first one, up to the next label."""
    count = next((order for order, token in enumerate(tokens) if token.labels), len(tokens))
    known = sheet.form_field(role)
    if known is None or not count or tokens[0].place.line_no != known.places[-1].line_no:
        return
    join_to_field(sheet, known, tokens[:count])


def is_of_later_group(sheet: FormSheet, role: str, label: str) -> bool:
    """Whether a goal's label, or the one printed last before the label of what came of it, is that of another goal of
    the same form: 年度绩效目标2."""
    of_goal = label if role == "goal" else sheet.label_texts.get("goal", "")
    return role in GOALS_OF_GROUPS and LATER_GROUP.search(of_goal) is not None


def read_head_total(sheet: FormSheet, row: TokenRow, vocabulary: Vocabulary) -> None:
    """The total score and the grade where the form prints them in its head, beside a label of the totals."""
    of_money = [token for token in row.tokens if token.is_kind("fund_column")] if "fund_column" in row.kinds else []
    behind = [*row.tokens[2:], None]
    for label, printed, further in zip(row.tokens, row.tokens[1:], behind, strict=False):
        value = bare_points(printed)
        # of two numbers the first may be the weights' sum
        if is_number(value.text) and (further is None or not is_number(further.text)):
            is_total = "total_score" in label.roles("total") and not label.is_kind("fund_row")
            is_total = is_total or (is_score_of_form(label, of_money) and is_in_head(sheet, row))
            if is_total and not sheet.has("total_score"):
                sheet.claim(label)
                sheet.add(Section.FORM, None, "total_score", [value])
        is_grade = value.text in vocabulary.grades and not sheet.has("grade")
        if is_grade and ("grade" in label.roles("total") or vocabulary.fold(label.text) in vocabulary.conclusions):
            sheet.claim(label)
            sheet.add(Section.FORM, None, "grade", [value])


def is_score_of_form(label: Token, of_money: Sequence[Token]) -> bool:
    """Whether a column's label may name the whole form's score, where the form's head prints it: 自评得分 95.5. A bare
    得分 is that of the money, as is any beside the columns of money in its row."""
    if WHOLE_FORM not in label.text or "score" not in label.roles("indicator_column"):
        return False
    return all(token is label for token in of_money)


def is_in_head(sheet: FormSheet, row: TokenRow) -> bool:
    """Whether a row stands above the first header of a block, as the form's head does."""
    ends = (other for other in sheet.rows if other is row or is_fund_header(other) or is_indicator_header(other))
    return next(ends, None) is row


def field_label(token: Token) -> Label | None:
    """The field that a token labels, if it does."""
    return next((label for label in token.labels if label.kind in ("form", "goal")), None)


def read_labelled_value(sheet: FormSheet, label: Label, token: Token, value: Token | None) -> None:
    """Keep a labelled value; a second, different value of a field yields to the better label."""
    sheet.claim(token)
    note_money_unit(sheet, (token,))
    if value is None:
        return
    if is_blank_mark(value.text):
        sheet.claim(value)
        return
    text = without_other_options(label.role, value.text)
    if label.role == "money_unit":
        if unit := named_money_unit(text):
            sheet.claim(value)
            keep_money_unit(sheet, unit, value)
        return
    if is_no_value_of(label.role, text):
        return
    if label.role == "fiscal_year":
        year = YEAR.fullmatch(half_width(text).rstrip("度"))
        if year is None:
            return
        text = year.group(1)
    if is_of_another_field(label.role, half_width(text)):
        return
    if is_settled(sheet, label.role, token, value):
        return
    if sheet.has(label.role) and not yields(sheet, label, token, text):
        sheet.claim(value)
        known = next(field.text for field in sheet.fields if field.name == label.role)
        first = sheet.label_texts.get(label.role, token.text)
        if known != text and is_goal_of_term(sheet, token.text, first):
            sheet.add_joined(GOAL_OF_TERM, text, value.places)
        elif known != text:
            message = SAME_LABEL if first == token.text else OTHER_LABEL
            message = message.format(label=token.text, first=first, known=known[:40])
            sheet.report("field_printed_twice", "低", message, value)
        return
    sheet.label_ranks[label.role] = label.rank
    sheet.label_texts[label.role] = token.text
    sheet.add_text(Section.FORM, None, label.role, text, value)


def is_settled(sheet: FormSheet, role: str, label: Token, value: Token) -> bool:
    """Whether a value is taken without a field of its own: a contact that adds nothing, the goal of a later group."""
    if role == CONTACT and is_settled_contact(sheet, value.text):
        sheet.claim(value)
        return True
    known = sheet.form_field(role)
    if known is None or not is_of_later_group(sheet, role, label.text):
        return False
    join_to_field(sheet, known, [value], "\n")
    sheet.label_texts[role] = label.text
    return True


def is_goal_of_term(sheet: FormSheet, label: str, other: str) -> bool:
    """Whether a goal's label is of the whole term, since the other one, with another text, is of the year."""
    return may_be_of_term(label) and is_of_year(other) and not sheet.has(GOAL_OF_TERM)


def yields(sheet: FormSheet, label: Label, token: Token, text: str) -> bool:
    """Whether the value kept so far stands under a lesser label: then it is dropped with a finding."""
    known = sheet.kept_under_lesser(label.role, label.rank)
    if known is None or known.text == text:
        return False
    sheet.fields.remove(known)
    if is_goal_of_term(sheet, sheet.label_texts[label.role], token.text):
        sheet.add_joined(GOAL_OF_TERM, known.text, known.places)
        return True
    message = LESSER_LABEL.format(first=sheet.label_texts[label.role], label=token.text, text=text[:40])
    sheet.report("field_printed_twice", "低", message, Token(known.text, known.places[0], UNPLACED))
    return True
