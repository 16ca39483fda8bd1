"""Values that hold more than their own cell: 云坪县水务局 实施单位 云坪县水库管理所 as the department.

Input: a FormSheet whose blocks are read. Output: the same without those values, each with a finding. Stage `parse`.
They come from a page whose columns blanks part and whose header nobody could resolve: where a value ends is not known.
"""

from collections.abc import Sequence

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.roles import GOALS, NAMED_FIELDS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import PrintedField, Section

NAMES_AND_GOALS = frozenset((*NAMED_FIELDS, *GOALS))
RESULTS = frozenset({"target", "actual"})
SHORTEST_LABEL = 4
POINTS = 2  # a row's weight and score behind its target
DATE_WORD, BLANK = "月", " "
SHORTEST_LINE, FEWEST_PIECES = 10, 3  # letters of a line of a cell, pieces of a text whose lines stand in turn
ENDS_OF_SENTENCE = ("。", "；", ";", ".", "！")
TORN = "这一处连着别的栏目或别的格，分不清到哪里为止，未采用，原文保留。"


def drop_torn_values(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Take back the values in which blanks part another field's label, the points of a row, or a header."""
    torn = [printed for printed in sheet.fields if BLANK in printed.text and is_torn(printed, vocabulary)]
    goals = [printed for printed in torn if printed.section is Section.FORM and printed.name in GOALS]
    begun = [printed for printed in sheet.fields if any(is_begun(printed, goal) for goal in goals)]
    torn += [printed for printed in begun if printed not in torn] if goals else interleaved_goals(sheet)
    for printed in torn:
        sheet.fields.remove(printed)
        cell = Token(printed.text, printed.places[0], UNPLACED)
        sheet.report("cell_not_read", "中", TORN, cell, printed.row_no)


def is_torn(printed: PrintedField, vocabulary: Vocabulary) -> bool:
    """Whether a value holds a label, set apart by blanks, or ends with numbers that are cells of their own."""
    pieces = printed.text.split()
    if printed.section is Section.INDICATOR:
        is_repeated = printed.name == "level3" and len(set(pieces)) == 1
        return is_repeated or (printed.name in RESULTS and (holds_points(pieces) or holds_columns(pieces, vocabulary)))
    is_asked = printed.section is Section.FORM and printed.name in NAMES_AND_GOALS
    return is_asked and any(
        len(piece) >= SHORTEST_LABEL and not {"form", "goal"}.isdisjoint(vocabulary.labels_of(piece).kinds)
        for piece in pieces
    )


def is_begun(printed: PrintedField, goal: PrintedField) -> bool:
    """Whether a goal stops within a sentence right where the torn one of its block goes on."""
    is_beside = printed.name in GOALS and printed.places[-1].line_no == goal.places[0].line_no
    return printed.section is Section.FORM and is_beside and not printed.text.endswith(ENDS_OF_SENTENCE)


def interleaved_goals(sheet: FormSheet) -> list[PrintedField]:
    """Goal and completion of one line whose lines stand in turn: what came of it begins with the whole of a goal that
    stops within a sentence, and is put together of many pieces."""
    goal, completion = (sheet.form_field(name) for name in GOALS[:2])
    if goal is None or completion is None or len(goal.text) < SHORTEST_LINE or goal.text.endswith(ENDS_OF_SENTENCE):
        return []
    is_beside = {place.line_no for place in (*goal.places, *completion.places)} == {goal.places[0].line_no}
    is_put_together = is_beside and len(completion.places) >= FEWEST_PIECES
    return [goal, completion] if is_put_together and completion.text.startswith(goal.text) else []


def holds_points(pieces: Sequence[str]) -> bool:
    """Whether a text is a value, another and points: ≤38万元 37.5万元 10 10, or 30 29纸张受潮 at its end. The blanks of
    a date part numbers too."""
    numbers = [piece for piece in pieces if any(map(str.isdigit, piece))]
    is_date = any(DATE_WORD in piece for piece in pieces)
    return len(numbers) > POINTS and any(map(is_number, numbers[1:])) and not is_date


def holds_columns(pieces: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a text is what a header prints: 分值 得分 及改进措施."""
    return sum("indicator_column" in vocabulary.labels_of(piece).kinds for piece in pieces) >= POINTS
