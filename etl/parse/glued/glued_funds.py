"""The funding of a glued form: its header, and a row of glued numbers for every source of money.

Input: the labels of the header in a GluedRun. Output: fields of section FUND on the sheet, and where the block ends.
Stage `parse`. A number is kept only where every cut that the relations of the row allow gives it alike.
"""

import re
from decimal import Decimal

from etl.parse.blocks.fund_block import FUND_FIELDS, POINTS_IN_LABEL
from etl.parse.blocks.unit_of_form import note_money_unit
from etl.parse.glued.glued_labels import AMONG_WHICH, GluedLabel, LabelFinder
from etl.parse.glued.glued_numbers import HUNDRED, NUMERIC, agreed_spans, cut_numbers, number_in
from etl.parse.glued.glued_sheet import GluedSheet
from etl.parse.labels.printed_kinds import is_blank_mark
from etl.parse.labels.roles import AMOUNTS, POINTS
from etl.records import Section

LONGEST_REMARK = 80
HEADER_REACH = 40  # characters before the known columns of a header in which others of it may stand
AMOUNT_ROLES = frozenset(AMOUNTS)
LABEL_KINDS = ("fund_row", "form", "goal", "side", "indicator_column")
SPENDING = re.compile(r"(?:使用|支出|支付)情况")  # amounts below it are no budgets
# Heads of columns side by side (2024年2025年, 上年度安排资金本年度申请资金): each source below has an amount for each.
SEVERAL_COLUMNS = re.compile(r"(?:20\d\d年度?|[本上]年度?[一-鿿]{0,4}(?:资金|预算|金额|数)){2}")
LONE_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?(?:万元|元)?")
AMOUNT_WITH_UNIT = re.compile(r"[0-9.]+(?:万元|元)?")


def fund_header_start(finder: LabelFinder, header: list[GluedLabel], first: int) -> int:
    """Where the labels of the block begin that stand before its header: 项目资金（万元）."""
    start = header[0].start
    for position in range(start - 2, max(first, start - 30) - 1, -1):
        chain = finder.chain(position, "side", until=header[0].start)
        if chain and chain[-1].end == header[0].start:
            start = position
    return start


def read_glued_funds(sheet: GluedSheet, finder: LabelFinder, first: int, header: list[GluedLabel], limit: int) -> int:
    """Read the block whose labels begin at `first`; returns the position after it."""
    beside = [sheet.label(label.start, label.end) for label in finder.chain(first, "side", until=header[0].start)]
    labels = [sheet.label(label.start, label.end) for label in header]
    note_money_unit(sheet, (*labels, *beside))
    roles = proved_roles(finder, header, limit)
    worth = next((found.group(1) for t in (*labels, *beside) if (found := POINTS_IN_LABEL.search(t.text))), None)
    position = header[-1].end
    total: dict[str, str] = {}
    first_row_no: int | None = None
    while (label := fund_label_at(finder, position)) is not None and label.end <= limit:
        row_no, position = read_glued_fund_row(sheet, finder, position, label, roles, total, limit, worth)
        first_row_no = first_row_no or row_no
    if "weight" not in roles and first_row_no is not None:
        for token in (*labels, *beside):
            if points := POINTS_IN_LABEL.search(token.text):
                sheet.add_text(Section.FUND, first_row_no, "weight", points.group(1), token)
                break
    return position


def proved_roles(finder: LabelFinder, header: list[GluedLabel], limit: int) -> list[str]:
    """The columns of a header; 执行率得分 may be one or two of them, as the numbers of the first row prove."""
    if parted_columns(finder, header[0].start):
        return []
    readings: list[list[str]] = [[]]
    for label in header:
        parts = two_columns(finder, label)
        role = label.roles("fund_column")[0]
        readings = [[*known, *more] for known in readings for more in ([[role], parts] if parts else [[role]])]
    first = fund_label_at(finder, header[-1].end)
    numeric = NUMERIC.match(finder.run.folded, first.end, limit) if first else None
    if len(readings) == 1 or numeric is None:
        return readings[0]
    proofs = []
    for roles in readings:
        counted = [role for role in roles if role != "deviation_reason"]
        cuts = cut_numbers(finder.run, numeric.start(), numeric.end(), counted)
        proofs.append(max((cut.proofs for cut in cuts), default=-1))
    best = [roles for roles, proof in zip(readings, proofs, strict=True) if proof == max(proofs)]
    return best[0] if len(best) == 1 else []


def parted_columns(finder: LabelFinder, start: int) -> bool:
    """Whether a word that nobody listed parts the known columns of a header from one of amounts before them: then the
    numbers have columns that are not known."""
    before = finder.all_between(max(0, start - HEADER_REACH), start, "side", "fund_column")
    return any(label.end < start and not AMOUNT_ROLES.isdisjoint(label.roles("fund_column")) for label in before)


def two_columns(finder: LabelFinder, label: GluedLabel) -> list[str]:
    """The roles of the two labels that a label's word may be; none where it is one label only."""
    words = finder.vocabulary.labels
    word = finder.run.folded[label.start : label.word_end]
    for cut in range(2, len(word) - 1):
        parts = [
            [known.role for known in words.get(part, ()) if known.kind == "fund_column"]
            for part in (word[:cut], word[cut:])
        ]
        if all(parts) and parts[0][0] != parts[1][0]:
            return [parts[0][0], parts[1][0]]
    return []


def fund_label_at(finder: LabelFinder, position: int) -> GluedLabel | None:
    """The label of a source of money here, 其中： before it included."""
    among = AMONG_WHICH.match(finder.run.folded, position)
    if among and (label := finder.at(among.end(), "fund_row")):
        return GluedLabel(position, label.word_end, label.end, label.labels)
    return finder.at(position, "fund_row")


def read_glued_fund_row(
    sheet: GluedSheet,
    finder: LabelFinder,
    position: int,
    label: GluedLabel,
    roles: list[str],
    total: dict[str, str],
    limit: int,
    worth: str | None,
) -> tuple[int, int]:
    """One source of money; returns its row number and where it ends. The numbers of a total that was read whole are
    added to `total`."""
    run = finder.run
    row_no = sheet.new_row_no(Section.FUND)
    printed = sheet.label(label.start, label.end)
    note_money_unit(sheet, (printed,))
    sheet.add_text(Section.FUND, row_no, "fund_source", label.roles("fund_row")[0], printed)
    sheet.add(Section.FUND, row_no, "fund_label", [printed])
    start = label.end + (run.folded[label.end : label.end + 1] == ":")
    numeric = NUMERIC.match(run.folded, start, limit)
    end = numeric.end() if numeric else start
    counted = [role for role in roles if role != "deviation_reason"]
    if numeric is not None and run.folded[end : end + 1] == "、":
        sheet.undecided("资金行的数字中间夹着别的记号，未采用，原文保留。", start, end)
    elif numeric is not None and len(set(roles)) < max(len(roles), 1):
        sheet.undecided("资金表头的栏目重复或不全，数字分不清归属，未采用，原文保留。", start, end)
    elif numeric is not None:
        most = points_of_funding(sheet)[0] if worth is None else Decimal(worth)
        cuts = cut_numbers(run, start, end, counted, total, most or HUNDRED)
        spans = agreed_spans(cuts)
        is_whole = take_amounts(sheet, finder, row_no, spans, (start, end))
        if is_whole and not total and label.roles("fund_row")[0] == "total":
            total.update({role: run.folded[slice(*span)] for role, span in spans.items()})
    if "deviation_reason" in roles and numeric is not None:
        end = read_remark(sheet, finder, end, limit)
    return row_no, end


def take_amounts(
    sheet: GluedSheet, finder: LabelFinder, row_no: int, spans: dict[str, tuple[int, int]], whole: tuple[int, int]
) -> bool:
    """The numbers that are certain as fields; the rest of the row is kept in a finding. Whether nothing is left."""
    taken: set[int] = set()
    for role in FUND_FIELDS:
        if role not in spans:
            continue
        token = sheet.value(*spans[role])
        taken.update(range(*spans[role]))
        if is_blank_mark(token.text):
            sheet.claim(token)
        else:
            sheet.add(Section.FUND, row_no, role, [token])
    is_whole = taken == set(range(*whole))
    if not is_whole:
        text = finder.run.text[slice(*whole)]
        sheet.undecided(f"资金行的数字“{text}”连在一起，有几种分法都讲得通，分不清的未采用。", *whole)
    return is_whole


def read_remark(sheet: GluedSheet, finder: LabelFinder, position: int, limit: int) -> int:
    """The text after the numbers of a row up to the next source or label, which nobody can tell from what follows."""
    for end in range(position, min(limit, position + LONGEST_REMARK) + 1):
        if fund_label_at(finder, end) is not None or len(finder.chain(end, "goal", "side", "indicator_column")) > 1:
            if end > position:
                sheet.undecided("资金行的说明文字与后文连在一起，未采用，原文保留。", position, end, "低")
            return end
    return position


def read_lone_amounts(sheet: GluedSheet, finder: LabelFinder, first: int, last: int) -> None:
    """Sources of money with one amount each, as declarations print them; a block of two halves, of several columns
    or one that tells what was spent is left undecided."""
    run = finder.run
    has_halves = any("project_total_budget" in label.roles("form") for label in finder.all_between(first, last, "form"))
    columns = finder.all_between(first, last, "fund_column")
    spent = SPENDING.search(run.folded, first, last)
    undecided_from = first if any("executed" in label.roles("fund_column") for label in columns) else last
    if spent is not None:
        undecided_from = min(undecided_from, spent.start() + 1)
    several = SEVERAL_COLUMNS.search(run.folded, first, last)
    if several is not None:
        undecided_from = min(undecided_from, several.start())
    position = first
    while position < last:
        if (end := pass_over_head(sheet, finder, position)) > position:
            position = end
            continue
        label = fund_label_at(finder, position)
        start = label.end + (run.folded[label.end : label.end + 1] == ":") if label else position
        amount = AMOUNT_WITH_UNIT.match(run.folded, start, last) if label else None
        if label is None or amount is None:
            position += 1
            continue
        source, end = label.roles("fund_row")[0], amount.end()
        printed = sheet.label(position, label.end)
        is_of_other_half = has_halves and source != "total"
        is_named_again = bool(sheet.rows_of_source(source))  # 安排财政资金42万元 in a sentence behind the block
        is_whole = LONE_AMOUNT.fullmatch(amount.group()) is not None and may_end_amount(finder, amount, last)
        if is_of_other_half or is_named_again or position >= undecided_from or not is_whole:
            sheet.undecided(f"“{printed.text}”之后的金额分不清，未采用，原文保留。", start, end)
        else:
            note_money_unit(sheet, (printed,))
            row_no = sheet.new_row_no(Section.FUND)
            sheet.add_text(Section.FUND, row_no, "fund_source", source, printed)
            sheet.add(Section.FUND, row_no, "fund_label", [printed])
            sheet.add(Section.FUND, row_no, "initial_budget", [sheet.value(start, end)])
        position = end


def pass_over_head(sheet: GluedSheet, finder: LabelFinder, position: int) -> int:
    """The position after the block's name with its unit, 项目资金（万元）, or after the total of all years; the same
    one where neither stands here."""
    block = finder.at(position, "side")
    if block is not None and block.end > block.word_end:
        note_money_unit(sheet, (sheet.label(block.start, block.end),))
        return block.end
    total = finder.at(position, "form")  # 实施期资金总额 is no 资金总额 of the year
    return total.end if total is not None and "project_total_budget" in total.roles("form") else position


def may_end_amount(finder: LabelFinder, amount: re.Match[str], last: int) -> bool:
    """Whether an amount is over where its digits or its unit end."""
    end = amount.end()
    return (
        end == last
        or amount.group().endswith("元")
        or finder.is_at_cut(end)
        or AMONG_WHICH.match(finder.run.folded, end) is not None
        or bool(finder.chain(end, *LABEL_KINDS))
    )


def take_glued_execution(sheet: GluedSheet, finder: LabelFinder, fields: dict[str, tuple[int, int]]) -> bool:
    """Give the points of a row that is named for execution alone (预算执行率, as level and as name too) to the year's
    total; False for any other row, and where the total is not printed or has points of its own."""
    start, end = fields.get("name", (0, 0))
    labels = finder.chain(start, "fund_column", until=end)
    is_rate = bool(labels) and all("execution_rate" in label.roles("fund_column") for label in labels)
    total = sheet.fund_texts()
    if not is_rate or labels[-1].end != end or total.get("fund_source") != "total" or total.keys() & set(POINTS):
        return False
    sheet.label(start, end)
    for role, name in (("target", None), ("actual", "execution_rate"), ("weight", "weight"), ("score", "score")):
        if role in fields:
            value = sheet.value(*fields[role])
            if name is None or name in total:
                sheet.claim(value)
            else:
                sheet.add(Section.FUND, 1, name, [value])
    return True


def points_of_funding(sheet: GluedSheet) -> tuple[Decimal | None, Decimal | None]:
    """The weight and the score of execution that were read for the year's total; None where none is printed."""
    total = sheet.fund_texts()
    weight, score = (number_in(total[name]) if name in total else None for name in ("weight", "score"))
    return weight, score
