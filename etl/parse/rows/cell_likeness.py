"""How well a printed text suits a column, for fitting rows to their header.

Input: a role and a token. Output: about -50 (impossible) to +6 (certain). Stage `parse`.
"""

import re
import unicodedata
from collections.abc import Callable

from etl.parse.labels.printed_kinds import (
    DITTO_MARKS,
    KINDS_OF_TARGET,
    has_operator,
    is_blank_mark,
    is_comparison,
    is_measured,
    is_no_name,
    is_number,
    is_percent,
    is_unit,
    number_of,
    without_points_word,
)
from etl.parse.labels.roles import LEVELS, MERGED
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.rows.fit_row import IMPOSSIBLE, Column

CERTAIN, LIKELY, NEUTRAL, UNLIKELY, NEARLY_IMPOSSIBLE = 6.0, 3.0, 0.0, -3.0, -8.0
UNDECLARED = -0.4  # any text may stand in a column that nobody declared
LARGEST_POINTS = 150.0
UNIT_LENGTH = 8
LONGEST_OPERATOR = 3
PARTS_OF_A_POINT = 0.5  # the points that a row of money may earn are whole; what it earned need not be
REPEATED = (*MERGED, *LEVELS)  # columns whose cells a merged one or a ditto mark may stand for
COLUMN_LABELS = ("level1", "level2", "fund_column", "fund_row")  # no values
DIRECTIONS = frozenset(kind for kind in KINDS_OF_TARGET if "向" in kind)  # cells of 指标方向性, no values
# How to score is no reason for a deviation.
SCORING_PROSE = re.compile(r"定量指标|定性指标|[记得计]满分|按比例[记计得]分|分档[记计]分|评分标准")
# The form's own number begins the name of an indicator.
NUMBERED = "指标"
NUMBERED_NAME = re.compile(rf"{NUMBERED}\d{{1,2}}\s*[:：、.．]\s*(?=[^\d\s])")
# Whole texts that say what is to be reached, and name nothing: 应改尽改, 持续改善, 显著提升.
WORDS_OF_TARGET = re.compile(
    r"应[\u4e00-\u9fff]{1,2}[尽必][\u4e00-\u9fff]{1,2}"
    r"|(?:持续|不断|显著|明显|有效|逐步|进一步|稳步|有所|大幅)(?:改善|提升|提高|增强|加强|完善|增加|增长|减少|降低|下降|好转|优化|巩固)"
)
NAME_WITH_UNIT = re.compile(r"[^0-9]{2,40}[(（]([^()（）0-9]{1,8})[)）]")
DATE = re.compile(
    r"(?:19|20)[0-9]{2}\s?年(?:\s?[0-9]{1,2}\s?月(?:\s?[0-9]{1,2}\s?日)?)?(?:[初末底]|[上中下]旬)?(?:之?前|以前)?"
)
NAME_END = re.compile(r"[率数量度额次性期]$|(?:时间|情况|面积|成本|水平|效果)$")
RUN_IN_NAME = re.compile(
    r"[；;，,。][^:：；;，,。]{1,12}[:：][^:：；;，,。]{1,40}[；;，,。][^:：；;，,。]{1,12}[:：]"
)  # ；目标值：9次；得分：
LEVEL_NAME_ENDINGS = ("指标", "目标")
POINTS_OF_LEVEL = re.compile(r".{1,20}[(（]\s?[0-9]{1,2}\s?分\s?[)）]")  # 预算执行率（10分）; a name may have them too
LEVEL_OF_MANAGEMENT = re.compile(r".{0,6}管理")  # 业务制度管理; a reason may end like one: 特困人员实行动态管理


def indicator_likeness(column: Column, token: Token) -> float:
    """How well a token suits a column of the indicator table."""
    if token.text in DITTO_MARKS and (role := role_in_block(column.role)) in (*REPEATED, "level3"):
        is_reason = role in LEVELS and token.text.startswith("同")  # rather the reason of the row above
        return IMPOSSIBLE if role not in REPEATED else UNLIKELY if is_reason else LIKELY
    if token.text.startswith(NUMBERED) and is_numbered_name(token.text):
        return LIKELY if role_in_block(column.role) == "level3" else IMPOSSIBLE
    likeness = LIKENESS.get(column.role) or LIKENESS.get(role_in_block(column.role), words_likeness)
    return likeness(column, token)


def is_numbered_name(text: str) -> bool:
    """Whether a text begins with the form's own number of an indicator, and its name behind it."""
    return text.startswith(NUMBERED) and NUMBERED_NAME.match(text) is not None


def operator_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column of comparisons: one of them, or whether the target is a number or words."""
    if is_comparison(token.text) or (has_operator(token.text) and len(token.text) <= LONGEST_OPERATOR):
        return CERTAIN
    return LIKELY if token.text.startswith("定") or token.text in KINDS_OF_TARGET else IMPOSSIBLE


def kind_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column that says which way a target counts: 正向, 定性."""
    if token.text in KINDS_OF_TARGET:
        return CERTAIN
    return IMPOSSIBLE if is_no_name(token.text) or token.labels else UNLIKELY


def target_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column of targets."""
    if is_no_value(token):
        return NEARLY_IMPOSSIBLE
    if has_operator(token.text):
        return LIKELY
    if names_unit(token.text):
        return UNLIKELY
    return 1.0 if is_measured(token.text) or WORDS_OF_TARGET.fullmatch(token.text) else NEUTRAL


def names_unit(text: str) -> bool:
    """Whether a text is a name with the unit of its value in brackets, and no value: 退耕还林补助面积(万亩)."""
    named = NAME_WITH_UNIT.fullmatch(text)
    return named is not None and is_unit(named.group(1))


def is_value_alone(text: str) -> bool:
    """Whether a text is a value or a date and nothing else, so that it names nothing: 620人, 2023年9月."""
    return is_no_name(text) or DATE.fullmatch(text) is not None


def ends_as_name(*texts: str) -> bool:
    """Whether each of these texts ends as the names of indicators do, so that none of them is torn: 护坡长度."""
    return all(map(NAME_END.search, texts))


def holds_run(name: str) -> bool:
    """Whether a text is no name but a run of labels and values: 清扫座数；目标值：≥12座；得分：50."""
    return RUN_IN_NAME.search(name) is not None


def actual_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column of what was achieved."""
    if is_no_value(token):
        return NEARLY_IMPOSSIBLE
    return 1.0 if is_measured(token.text) else (NEUTRAL if not has_operator(token.text) else -0.5)


def is_no_value(token: Token) -> bool:
    """Whether a text is a label of the table, or the direction of an indicator."""
    return (bool(token.labels) and token.is_kind(*COLUMN_LABELS)) or token.text in DIRECTIONS


def share_likeness(column: Column, token: Token) -> float:
    """How well a token suits a column of weights printed as shares."""
    return LIKELY if is_percent(token.text) else points_likeness(column, token)


def unknown_likeness(_: Column, _token: Token) -> float:
    """How well any text suits a column that nobody declared."""
    return UNDECLARED


def place_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column of one place's targets: a value, or words as anywhere."""
    if token.is_kind(*LEVELS):
        return NEARLY_IMPOSSIBLE
    return 1.0 if is_no_name(token.text) or is_measured(token.text) else UNDECLARED


def unread_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column that gives no field: how to score, notes."""
    if token.text in DIRECTIONS:
        return LIKELY
    return 1.0 if SCORING_PROSE.search(token.text) else (UNLIKELY if is_number(token.text) else NEUTRAL)


def other_time_likeness(column: Column, token: Token) -> float:
    """How well a token suits a column of values of another time: as a target does, but rather that one's."""
    return min(target_likeness(column, token), LIKELY - 1.0)


def rate_likeness(_: Column, token: Token) -> float:
    """How well a text suits a column of 完成率: as a result does, so that a rate alone is no rate. What deviates may be
    measured: 12天 below 偏差率."""
    if is_percent(token.text):
        return 1.0
    return NEUTRAL if is_number(token.text) or is_measured(token.text) else UNLIKELY


def share_or_points(column: Column, token: Token) -> float:
    """How well a text suits a column that is worked out between the result and the points: 得分率, 系数, 扣分."""
    return rate_likeness(column, token) if is_percent(token.text) else points_likeness(column, token)


def words_likeness(column: Column, token: Token) -> float:
    """How well a token suits a column of reasons or of other words; a level's name or the total's label is of the next
    row."""
    if token.labels and column.role == "deviation_reason" and token.is_kind(*LEVELS, "total"):
        return NEARLY_IMPOSSIBLE
    return UNLIKELY if is_number(token.text) or SCORING_PROSE.search(token.text) else NEUTRAL


def unit_likeness(_: Column, token: Token) -> float:
    """How well a token suits a column of units: a known one, or another short word, which is rather a result."""
    text = token.text
    if is_unit(text) or text in KINDS_OF_TARGET:
        return LIKELY
    is_figure = is_number(text) or all(map(is_numeral, text))  # ① and ½ too: after 12 they would read as 121, 1212
    return UNDECLARED / 2 if len(text) <= UNIT_LENGTH and not is_figure else NEARLY_IMPOSSIBLE


def is_numeral(character: str) -> bool:
    """Whether a character is a number in signs of its own, no Chinese word for one: 3, ① or ½, not 万."""
    return unicodedata.category(character) in ("Nd", "No")


def role_in_block(role: str) -> str:
    """The role without what tells repeated columns apart: unknown.7 is unknown, beside.level3.5 is level3."""
    first, _, rest = role.partition(".")
    return rest.partition(".")[0] if first == "beside" else first


def level_likeness(column: Column, token: Token) -> float:
    """Level names of the vocabulary are certain; others only by their place or ending."""
    if token.labels:
        role, kinds = role_in_block(column.role), token.labels.kinds
        if role in kinds:
            # 成本指标 and 满意度指标 are names of both levels; on a row with one level name the lower is the likelier.
            return CERTAIN - 1.0 if role == "level1" and "level2" in kinds else CERTAIN
        if not is_no_name(token.text) and not kinds.isdisjoint(LEVELS):
            return UNLIKELY
    if is_no_name(token.text):
        return IMPOSSIBLE
    if token.text.endswith(LEVEL_NAME_ENDINGS) or LEVEL_OF_MANAGEMENT.fullmatch(token.text):
        return 1.0
    if POINTS_OF_LEVEL.fullmatch(token.text):
        return 1.0
    return UNLIKELY if token.column == column.position != UNPLACED else -9.0


def level3_likeness(_: Column, token: Token) -> float:
    """An indicator's name is words; a level name stands here only where the form says so."""
    if is_no_name(token.text):
        return NEARLY_IMPOSSIBLE
    if len(token.text) == 1 or is_unit(token.text) or token.text in KINDS_OF_TARGET:
        return UNLIKELY
    if token.labels and token.is_kind(*LEVELS):
        return -2.0
    return NEUTRAL if WORDS_OF_TARGET.fullmatch(token.text) else 1.0


def points_likeness(_: Column, token: Token) -> float:
    """Points are a plain number of at most a whole form, or a mark for none."""
    value = number_of(without_points_word(token.text))
    if value is not None:
        return LIKELY if 0 <= value <= LARGEST_POINTS else NEARLY_IMPOSSIBLE
    return NEUTRAL if is_blank_mark(token.text) else IMPOSSIBLE


def fund_likeness(column: Column, token: Token) -> float:
    """How well a token suits a column of the funding block."""
    role, text = column.role, token.text
    value = number_of(text)
    if role == "deviation_reason":
        return NEARLY_IMPOSSIBLE if value is not None else NEUTRAL
    if role.startswith("unknown"):
        return UNDECLARED
    if is_blank_mark(text):
        return NEUTRAL
    if role == "execution_rate":
        return CERTAIN if is_percent(text) else (NEUTRAL if value is not None else IMPOSSIBLE)
    if role == "weight_share":
        return share_likeness(column, token)
    if role in ("weight", "score"):
        like = min(points_likeness(column, token), 1.0)
        return like if role == "score" or value is None or value.is_integer() else min(like, PARTS_OF_A_POINT)
    return (
        (1.0 if value is not None else (NEUTRAL if is_measured(text) else IMPOSSIBLE))
        if not is_percent(text)
        else IMPOSSIBLE
    )


# How well a token suits the column of each role; a role that is not here holds words.
LIKENESS: dict[str, Callable[[Column, Token], float]] = {
    "level1": level_likeness,
    "level2": level_likeness,
    "level3": level3_likeness,
    "target_operator": operator_likeness,
    "target_kind": kind_likeness,
    "target_unit": unit_likeness,
    "target": target_likeness,
    "target_adjusted": target_likeness,
    "actual": actual_likeness,
    "weight": points_likeness,
    "score": points_likeness,
    "unread_number": share_or_points,
    "weight_share": share_likeness,
    "unknown": unknown_likeness,
    "place": place_likeness,
    "not_read": unread_likeness,
    "other_time": other_time_likeness,
    "evidence": unread_likeness,
    "unread_rate": rate_likeness,
    "deviation_reason": words_likeness,
}
