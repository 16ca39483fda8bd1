"""Which cells of a glued row are certain: what all best cuts agree on, less what chance or another row may explain.

Input: a step of a TableCut with its row. Output: the spans of the row by their role. Stage `parse`.
"""

from etl.parse.glued.glued_columns import READABLE, Columns
from etl.parse.glued.glued_cuts import Edge, TableCut
from etl.parse.glued.glued_labels import LabelFinder
from etl.parse.glued.glued_mirrors import is_like_a_row, is_only_pair, repeats_target
from etl.parse.glued.glued_names import may_hold_row_above, name_doubt
from etl.parse.glued.glued_rows import RowSplit
from etl.parse.glued.glued_run import GluedRun
from etl.parse.glued.glued_values import MOST_POINTS, POINTS, digits_at, is_inside_digits, longest_unit
from etl.parse.glued.glued_words import repeated_side_end, stops_words
from etl.parse.labels.roles import POINTS as ROLES_OF_POINTS
from etl.parse.labels.roles import VALUES


def is_mirrored(finder: LabelFinder, row: RowSplit, cut: TableCut) -> bool:
    """Whether a row says each thing twice: the result is the target and the score the weight, with signs that no cut
    inside digits could make alike; or its digits are no number but two."""
    is_last = row.end == cut.end or stops_words(finder, row.end) or repeated_side_end(finder, row.end) is not None
    if is_only_pair(finder.run.folded, {role: (start, end) for role, start, end in row.spans}, is_last=is_last):
        return True
    texts = {role: finder.run.folded[start:end] for role, start, end in row.spans}
    is_twice = texts.get("target") == texts.get("actual") and texts.get("weight") == texts.get("score")
    return is_twice and {"target", "weight"} <= set(texts) and not texts["target"].isdigit()


def without_open_points(run: GluedRun, spans: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The spans without the points whose digits may be cut in another way, where no sums decide: 55 is one number or
    two, and 10.0 ｜ 9.2 ｜ 1套… may be 10.0 ｜ 9.21 ｜ 套….."""
    printed = sorted(spans[role] for role in ROLES_OF_POINTS if role in spans)
    is_glued = len(printed) == len(ROLES_OF_POINTS) and printed[0][1] == printed[1][0]
    if not is_glued or not is_inside_digits(run, printed[0][1]):
        return spans
    start, end = printed[0][0], printed[1][1]
    digits = digits_at(run, start)
    last = start + len(digits)
    ways = ways_to_part(digits)
    first, second = (decimals(run.folded[slice(*span)]) for span in printed)
    if begins_with_unit(run, last) and not 0 < first == second:  # it may have lost its number to a score's decimals
        ways += [way for way in ways_to_part(digits[:-1]) if decimals(digits[way[0] : -1])]
    is_sure = last == end and len(ways) == 1 and ways[0] == tuple(stop - start for _, stop in printed)
    return spans if is_sure else {role: span for role, span in spans.items() if role not in ROLES_OF_POINTS}


def begins_with_unit(run: GluedRun, position: int) -> bool:
    """Whether a text that begins here may have lost its number to the points before it: 套设备进口延误."""
    return longest_unit(run.folded, position, len(run.folded)) > position and position not in run.cuts


def ways_to_part(digits: str) -> list[tuple[int, ...]]:
    """Where the numbers of points end of which digits may be made, one or two of them; two that are printed with the
    same decimals go before all others."""
    ends = [at for at in range(1, len(digits)) if is_points(digits[:at]) and is_points(digits[at:])]
    alike = [at for at in ends if 0 < decimals(digits[:at]) == decimals(digits[at:])]
    ways: list[tuple[int, ...]] = [(at, len(digits)) for at in (alike or ends)]
    return [*ways, (len(digits),)] if is_points(digits) else ways


def is_points(digits: str) -> bool:
    """Whether these digits are points that one indicator can have."""
    return POINTS.fullmatch(digits) is not None and float(digits) <= MOST_POINTS


def decimals(digits: str) -> int:
    """How many digits stand behind the point."""
    return len(digits.partition(".")[2])


def has_value(fields: dict[str, tuple[int, int]]) -> bool:
    """Whether a row gives a name or a value, and not its level names alone."""
    return any(role in fields for role in ("name", *READABLE))


def agreed_fields(finder: LabelFinder, step: Edge, cut: TableCut, is_named: bool) -> dict[str, tuple[int, int]]:
    """The spans of a row that are certain. Digits that may be one number or two are not, unless the sums prove it."""
    row, reason = step.row, step.reason
    if row is None or (row.is_arbitrary and not cut.is_proved and not is_mirrored(finder, row, cut)):
        return {}
    if cut.has_gaps and not repeats_target(finder.run.folded, row.spans):
        return {}
    spans = {role: (start, end) for role, start, end in row.spans if (role, start, end) in cut.agreed}
    if not cut.is_proved:
        spans = without_open_points(finder.run, spans)
    is_pair = {role for role, *_ in row.spans} == {"name", *VALUES}
    name = finder.run.folded[slice(*spans.get("name", (0, 0)))]
    if not is_named or name_doubt(name) or (is_pair and may_hold_row_above(name)):
        spans.pop("name", None)
    titles = finder.vocabulary.titles.values()
    is_title = reason is not None and any(title.search(finder.run.folded[slice(*reason)]) for title in titles)
    is_whole = reason is not None and ("score" in spans or not begins_with_unit(finder.run, reason[0]))
    if reason is not None and ("deviation_reason", *reason) in cut.agreed and not is_title and is_whole:
        spans["deviation_reason"] = reason
    return spans


def fitting_fields(
    finder: LabelFinder, fields: dict[str, tuple[int, int]], columns: Columns
) -> dict[str, tuple[int, int]]:
    """The fields where they fit each other; a reason only behind a result, with which its text may begin."""
    if columns.values == VALUES and not is_like_a_row(finder.run.folded, fields):
        return {}
    if "actual" in columns.values and "actual" not in fields:
        return {role: span for role, span in fields.items() if role != "deviation_reason"}
    return fields
