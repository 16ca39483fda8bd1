"""Points that cannot be read: a damaged number or a word in the column of points is no reason for a deviation, nor is
a tick or a target.

Input: the cells of an indicator row. Output: the row with such cells kept apart. Stage `parse`.
"""

import re
from collections.abc import Sequence
from operator import ne

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_row import SHIFTED, IndicatorRow
from etl.parse.indicators.lost_points import take_back_open_points
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import half_width, has_operator, is_number, is_quantity, number_of
from etl.parse.labels.roles import POINTS
from etl.parse.labels.tokens import UNPLACED, Token, bare_points
from etl.parse.rows.cell_likeness import LEVEL_NAME_ENDINGS, indicator_likeness
from etl.parse.rows.fit_row import IMPOSSIBLE, SUITS, Column, RowFit

LONGEST_POINTS = 6
# Digits that recognition took for letters, Chinese numerals, and words about points instead of points.
DAMAGED_POINTS = re.compile(
    r"(?=.{0,4}[0-9OolI零一二三四五六七八九十])[0-9OolIQSBZ|.]{1,5}分?|[零〇一二两三四五六七八九十百点]{1,6}分?|满分|未(?:评分|打分|得分)|不得分|"
    r"(?:扣|得|减|计)[0-9.零一二三四五六七八九十]{1,5}分"
)

COMPARED = re.compile(r"\W{1,2}\s?[0-9][0-9.,]{0,12}\s?[^\d,，。;；]{0,6}")  # ≥24次 is another row's target
TICKS = re.compile("[√✓✔☑■●○□☐]{1,6}")  # a box for a kind of reason says nothing of what the reason was


def fit_beside_unread_points(tokens: Sequence[Token], columns: Sequence[Column], width: int) -> RowFit | None:
    """The tokens of a row of that width in their own columns where all but its points suit them; None where the points
    can be read, or where the row may have lost cells."""
    below = {column.position: column for column in columns if column.position != UNPLACED}
    if len(below) != len(columns) or len({token.column for token in tokens}) != len(tokens):
        return None
    if any(token.column not in below for token in tokens):
        return None
    likes = [(token, below[token.column], indicator_likeness(below[token.column], token)) for token in tokens]
    unread = [token for token, column, like in likes if column.role in POINTS and like <= IMPOSSIBLE]
    others = [(token, column, like) for token, column, like in likes if token not in unread]
    is_whole = width >= max(below)
    if not unread or any(like < SUITS for _, _, like in others):
        return None
    if not is_whole and any(len(token.text) > LONGEST_POINTS for token in unread):
        return None
    return RowFit({column.role: token for token, column, _ in others}, tuple(unread), False, 0.0)


def drop_unread_points(sheet: FormSheet, row: IndicatorRow) -> None:
    """Take back a reason that is a tick or a target alone, the score once more, or a damaged score where no score is
    read, a weight that is not the row's share, and points of which the header names one of two."""
    take_back_open_points(row)
    reasons = row.tokens.get("deviation_reason", [])
    words = [token for token in reasons if not TICKS.fullmatch(token.text)]
    if words and reasons[0] not in words and not any(TICKS.search(token.text) for token in words):
        row.extra = (*row.extra, *(token for token in reasons if token not in words))  # a column of its own before them
        row.tokens["deviation_reason"] = words
    is_ticked = bool(reasons) and not words
    has_no_columns = sheet.is_stream or SHIFTED in row.repairs.values()
    is_other = has_no_columns and len(reasons) == 1 and is_cell_of_another_row(reasons[0])
    is_points = not row.has("score") and len(reasons) == 1 and DAMAGED_POINTS.fullmatch(half_width(reasons[0].text))
    if is_ticked or is_other or is_points or is_score_again(reasons, row.tokens.get("score", [])):
        row.extra = (*row.extra, *row.tokens.pop("deviation_reason"))
    weights, shares = row.tokens.get("weight", []), row.tokens.get("weight_share", [])
    if len(weights) == len(shares) == 1:
        weight = number_of(bare_points(weights[0]).text)
        share = number_of(half_width(shares[0].text).removesuffix("%"))
        if weight is not None and share is not None and weight != share:
            del row.tokens["weight"], row.tokens["weight_share"]
            message = f"分值“{weights[0].text}”与权重占比“{shares[0].text}”不同，不知以哪个为准，未采用。"
            sheet.report("cell_without_column", "中", message, weights[0])
            sheet.claim(*shares)


def is_score_again(reasons: Sequence[Token], scores: Sequence[Token]) -> bool:
    """Whether the reason is the number that the score is: a merged cell was saved with its text in both columns."""
    texts = [token.text for token in reasons]
    return len(texts) == 1 and is_number(texts[0]) and texts == [token.text for token in scores]


def is_cell_of_another_row(reason: Token) -> bool:
    """Whether a text is no reason but a target, a result or a misread level's name: ≥24次, 182亩, 效溢指标."""
    text = half_width(reason.text)
    if is_quantity(text) or (has_operator(text) and COMPARED.fullmatch(text)):
        return True
    vocabulary = load_vocabulary()
    names = (*vocabulary.level1_names, *vocabulary.level1_of_level2) if text.endswith(LEVEL_NAME_ENDINGS) else ()
    return any(len(name) == len(text) and sum(map(ne, name, text)) == 1 for name in names)
