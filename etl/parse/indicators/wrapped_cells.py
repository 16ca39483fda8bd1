"""Cells of an indicator table that go on in the next printed line: the line's words joined to the row above it.

Input: the rows of an indicator table, fitted to its header. Output: the rows without those lines. Stage `parse`. A line
is the rest of a row where it prints words alone, and only below cells of a row that prints its values.
"""

from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_row import VALUE_ROLES, IndicatorRow
from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_number, number_of
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cell_likeness import ends_as_name

WRAPPED = "这一格在下一行接着印，已接上"
WORDS = ("level3", "target", "actual", "deviation_reason")
POINTS = ("weight", "weight_share", "score")
SHORTEST_LINE = 5
FEWEST_NAMES = 2  # rows whose lone words can be no reason; one alone may tell why it earned all its points
REASON_SIGNS = ("，", "。", "；", ",", ";", "因", "由于", "已", "无", "超")


def with_wrapped_lines(rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows with the lines that go on their cells; where values may stand on a name's last line, as printed."""
    if any(is_begun_above(row, below) for row, below in pairwise(rows)):
        return rows
    whole: list[IndicatorRow] = []
    full = max((len(token.text) for row in rows for token in row.tokens.get("level3", ())), default=0)
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if whole:
            keep_column(row, whole[-1])
        names_next = following is not None and following.has(*VALUE_ROLES) and not following.has("level3")
        if whole and following is not None and is_longer_than_above(row, whole[-1], following):
            if is_first_line(row, following, full):
                following.tokens["level3"] = row.tokens["level3"] + following.tokens["level3"]
                following.repairs.setdefault("level3", WRAPPED)
            elif ends_as_name(row.tokens["level3"][0].text):
                whole.append(row)
            # else nobody can tell whose piece it is: taken by no row, it is reported as not read
        elif whole and not names_next and goes_on(row, whole[-1]) and not names_another(row, whole[-1], full):
            for role, tokens in row.tokens.items():
                whole[-1].tokens[role] += tokens
                whole[-1].repairs.setdefault(role, WRAPPED)
        else:
            whole.append(row)
    return whole


def keep_column(row: IndicatorRow, above: IndicatorRow) -> None:
    """Words alone on their row go on the cell above them, not the one that they are likeliest for: 卯 below a name is
    no unit of the target beside it."""
    tokens = [token for found in row.tokens.values() for token in found]
    if len(tokens) != 1 or row.extra or tokens[0].labels or tokens[0].column == UNPLACED or not is_words(tokens[0]):
        return
    roles = [role for role, found in above.tokens.items() if found and found[0].column == tokens[0].column]
    if len(roles) == 1 and roles[0] in WORDS and roles[0] not in row.tokens:
        row.tokens = {roles[0]: tokens}
        row.repairs.clear()


def is_begun_above(row: IndicatorRow, below: IndicatorRow) -> bool:
    """Whether a row may be the beginning of the name whose values stand in the row below it."""
    is_name = row.has("level3") and not row.has(*VALUE_ROLES, "deviation_reason")
    return is_name and row.has("level1", "level2") and below.has("level3") and not below.has("level1", "level2")


def is_longer_than_above(row: IndicatorRow, above: IndicatorRow, following: IndicatorRow) -> bool:
    """Whether a name's piece alone on its row, between two rows that could both be its own, is longer than the name
    above it: a line that is not full goes on in no other."""
    if set(row.tokens) != {"level3"} or not goes_on(row, above) or not following.has("level3", *POINTS):
        return False
    is_between = following.has(*POINTS) and "level3" in following.tokens and not following.has("level1", "level2")
    return is_between and len(above.tokens["level3"][-1].text) + 1 < len(row.tokens["level3"][0].text)


def names_another(row: IndicatorRow, above: IndicatorRow, full: int) -> bool:
    """Whether a name alone on its row is that of an indicator nobody filled in: the name above it ends before its line
    does, and both end as names do."""
    if set(row.tokens) != {"level3"}:
        return False
    texts = [tokens[-1].text for tokens in (above.tokens["level3"], row.tokens["level3"])]
    return len(texts[0]) + 1 < full and ends_as_name(*texts)


def is_first_line(row: IndicatorRow, following: IndicatorRow, full: int) -> bool:
    """Whether such a piece fills its line and does not end as a name does: then it begins the name below it."""
    text = row.tokens["level3"][0].text
    is_full = len(text) + 1 >= full > len(following.tokens["level3"][0].text)
    return is_full and len(text) >= SHORTEST_LINE and not ends_as_name(text)


def goes_on(row: IndicatorRow, above: IndicatorRow) -> bool:
    """Whether a line prints words alone, each below a cell of a row that has its name and its points."""
    if not row.tokens or row.extra or not set(row.tokens) <= set(WORDS) or not above.has(*POINTS):
        return False
    if not above.has("level3") or not all(role in above.tokens for role in row.tokens):
        return False
    if row.has("level3") and row.has("target", "actual"):  # an indicator without points: 其中…
        return False
    return all(is_words(token) and token.column != UNPLACED for tokens in row.tokens.values() for token in tokens)


def with_torn_levels(sheet: FormSheet, rows: list[IndicatorRow], vocabulary: Vocabulary) -> list[IndicatorRow]:
    """The rows with lines that go on a level's name, as 益指标 below 社会效: each cell goes on the one above it,
    whatever column it was taken for."""
    whole: list[IndicatorRow] = []
    for row in rows:
        below = roles_below(row, whole[-1], vocabulary) if whole else None
        if below is None:
            whole.append(row)
            continue
        sheet.claim(*(token for role, token in below if role in LEVELS))
        for role, token in below:
            whole[-1].tokens[role].append(token)
            whole[-1].repairs[role] = WRAPPED
    return whole


def roles_below(row: IndicatorRow, above: IndicatorRow, vocabulary: Vocabulary) -> list[tuple[str, Token]] | None:
    """The role of each cell of a line by the cell above that it goes on; None where the line is a row of its own."""
    tokens = [*(token for found in row.tokens.values() for token in found), *row.extra]
    # the last cells first: most rows end with numbers
    if not tokens or not all(map(is_words, reversed(tokens))) or not above.has("level3") or not above.has(*POINTS):
        return None
    columns = {tokens[0].column: role for role, tokens in above.tokens.items()}
    roles = [columns.get(token.column) for token in tokens]
    below = [(role, token) for role, token in zip(roles, tokens, strict=True) if role in (*LEVELS, *WORDS)]
    levels = [(role, token) for role, token in below if role in LEVELS]
    if len(below) < len(tokens) or not levels or UNPLACED in columns:
        return None
    for role, token in levels:
        text = vocabulary.fold("".join(piece.text for piece in (*above.tokens[role], token)))
        if not any(known.startswith(text) for known in vocabulary.level_words):
            return None
    return below


def is_words(token: Token) -> bool:
    """Whether a text is neither a number nor a target nor a mark for nothing."""
    text = token.text
    return not (is_number(text) or has_operator(text) or is_blank_mark(text) or text[:1].isdigit())


def take_names_from_reasons(rows: list[IndicatorRow]) -> None:
    """Words alone on the line below a row without columns: the rest of its name, where rows of full marks have them.

    A row that lost no point gives no reason; words with the signs of a reason are left as they are.
    """
    rests = [(row, lone_rest(row)) for row in rows]
    found = [(row, rest) for row, rest in rests if rest is not None]
    if any(sign in rest.text for _, rest in found for sign in REASON_SIGNS):
        return
    if sum(has_full_marks(row) and row.tokens["deviation_reason"] == [rest] for row, rest in found) < FEWEST_NAMES:
        return
    for row, rest in found:
        row.tokens["deviation_reason"].remove(rest)
        if not row.tokens["deviation_reason"]:
            del row.tokens["deviation_reason"]
        row.tokens["level3"].append(rest)
        row.repairs["level3"] = WRAPPED


def lone_rest(row: IndicatorRow) -> Token | None:
    """The last words of a row's reason where they are all that its last line prints, and the other cells stand in one
    line above it."""
    if not row.has("deviation_reason") or not row.has("level3"):
        return None
    rest = row.tokens["deviation_reason"][-1]
    if is_blank_mark(rest.text):
        return None
    others = {token.place.line_no for tokens in row.tokens.values() for token in tokens if token is not rest}
    return rest if len(others) == 1 and rest.place.line_no > max(others) else None


def has_full_marks(row: IndicatorRow) -> bool:
    """Whether a row earned all its points."""
    weight, score = (row.tokens.get(role, []) for role in ("weight", "score"))
    values = [number_of(tokens[0].text) for tokens in (weight, score) if len(tokens) == 1]
    return len(values) == len(("weight", "score")) and values[0] is not None and values[0] == values[1]
