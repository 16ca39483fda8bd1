"""What speaks against the cells of a row that is cut out of a glued run: points with cents, a result unlike its target.

Input: GluedPieces of a GluedRun. Output: costs; the cheapest cut of a table counts. Stage `parse`.
"""

import re
from decimal import Decimal

from etl.parse.glued.glued_mirrors import is_word_behind_name
from etl.parse.glued.glued_run import GluedRun
from etl.parse.glued.glued_values import GluedPiece, is_inside_digits

SHORTEST_PROVING_TEXT = 4  # printed twice on several rows
PROVING_TEXT = 6  # a shorter text that is printed twice may be the end of a longer target and the whole result
UNSPLIT_COST, BLANK_COST = 8, 8  # texts left in one piece, a blank cell
LIKELY_COST, DOUBT_COST = 2, 4


def points_doubt(points: Decimal) -> int:
    """Points with cents are rare."""
    return LIKELY_COST if len(str(points).partition(".")[2]) > 1 else 0


def single_cost(piece: GluedPiece | None) -> int:
    """What the only value of a row costs."""
    return BLANK_COST if piece is None else 0


def pair_cost(target: GluedPiece | None, actual: GluedPiece | None, run: GluedRun) -> int:
    """What speaks against two pieces as target and result: nothing where the result repeats the kind of the target."""
    if target is None or actual is None:
        return BLANK_COST * ((target is None) + (actual is None))
    arbitrary = DOUBT_COST if is_inside_digits(run, actual.start) else 0
    if "mark" in (target.kind, actual.kind):
        return LIKELY_COST
    if target.kind == actual.kind == "text":
        is_same = run.folded[target.start : target.end] == run.folded[actual.start : actual.end]
        is_proved = is_same and (actual.end in run.row_ends or is_text_proved(target, run))
        return 0 if actual.start in run.cuts or is_proved else UNSPLIT_COST
    if target.kind == actual.kind:
        if target.unit == actual.unit:
            return 0 if target.number == actual.number else 2 * arbitrary
        return arbitrary + (LIKELY_COST if "" in (target.unit, actual.unit) else DOUBT_COST)
    is_sure = target.unit == "%" or actual.start in run.cuts
    if actual.kind == "text" and target.kind in ("number", "date") and is_sure:
        return LIKELY_COST
    return arbitrary + UNSPLIT_COST


def is_text_proved(target: GluedPiece, run: GluedRun) -> bool:
    """Whether a target in words that the result repeats begins where it is taken to begin."""
    text = run.folded[target.start : target.end]
    is_bounded = run.folded[max(target.start - 1, 0)].isdigit()  # behind the weight nothing else can begin
    if len(text) >= PROVING_TEXT or is_bounded or target.start in run.cuts:
        return True
    if is_word_behind_name(run.folded, target.start, target.end):
        return True
    if run.folded.endswith(text, 0, target.start):  # 居住条件改善｜改善｜改善: no result says a thing twice
        return True
    before = {found.group(1) for found in re.finditer(f"(.){re.escape(text * 2)}", run.folded)}
    return len(text) >= SHORTEST_PROVING_TEXT and len(before) > 1
