"""What speaks against the name of a glued indicator: sentences, values inside it, the end of the row above.

Input: the folded text of a name. Output: a cost, or whether the name is to be left out. Stage `parse`.
"""

import re

from etl.parse.glued.glued_mirrors import SAID_TWICE
from etl.parse.labels.printed_kinds import UNIT

NAME_DOUBT = 8
SENTENCE = re.compile(r"[。；;]")
VALUE_IN_NAME = re.compile(r"[≥≤><=≧≦═]\d|\d%|\d、|\d[年月]$|\d年\d")
NUMBER_IN_NAME = re.compile(r"[^0-9.][^0-9.、][0-9.]+(?![0-9.]|[年月日号级期个项类]|$)")
UNIT_OF_ROW_ABOVE = re.compile(rf"(?:{UNIT.pattern})[0-9]")  # 人10群众…: the unit and the score of the row above
REASON_OF_ROW_ABOVE = re.compile(r"(?:无|没有)[0-9]{1,2}[.．、]")  # 无2.运营校车数
GOES_ON = re.compile(r"[、,，(（]$")
KIND_OF_TARGET = re.compile(r"定[性量]$")
# Words of a value inside a name that goes on behind them: the row above ended there, and nothing tells where.
VALUE_OF_ROW_ABOVE = re.compile(
    r"(?:(?:显著|明显|有所|持续|逐[步年]|不断|进一步|大幅|稳步|有效)"
    r"(?:提升|提高|改善|增强|增加|增长|减少|下降|降低|加强|优化|完善|好转|稳定|发展|促进|保障|控制|缓解)"
    r"|(?:效果|成效|作用|效益|影响|提升|提高|改善)(?:显著|明显)|较[高好大强]|良好|优良|优秀|达标|合格|已?完成|已?实现)"
    r"(?!率|数|度|量|比例|情况|时间|时限)"
)
# What qualifies the number behind it is of the target, or the name's last word: 排污口数量较上年减少 ｜ 15处.
QUALIFIER = re.compile(r"(?:约|近|每[年月季周天日次]|[较比](?:上年度?|上一年|去年|年初|同期)[^0-9]{0,6})$")
OF_LEVEL = re.compile(
    r"^.?指标(?!\d)|(?:数量|质量|时效|成本|效益|影响|产出|满意度)指标(?!\d)|指标$"
)  # 效益指标, or what a line end tore of it
FEWEST_AROUND = 3  # characters of a name before and behind such a word
SAME_AGAIN = re.compile(r"(.{2,20})\1{1,9}")
REASON_START = re.compile(r"无|没有|已|因|由于|未|暂|受")


def name_doubt(name: str) -> int:
    """What speaks against a name: sentences, and level names inside it."""
    doubts = (
        SENTENCE.search(name),
        VALUE_IN_NAME.search(name),
        GOES_ON.search(name),
        KIND_OF_TARGET.search(name),
        NUMBER_IN_NAME.search(name),
        UNIT_OF_ROW_ABOVE.match(name),
        REASON_OF_ROW_ABOVE.match(name),
        UNIT.fullmatch(name),  # of the value before it
    )
    return NAME_DOUBT * sum(doubt is not None for doubt in doubts)


def is_no_name_alone(name: str) -> bool:
    """Whether a text is a name and something else: words of the target behind it, a level's name before it, or the
    same again, as merged cells give it once a column."""
    is_again = SAME_AGAIN.fullmatch(name) is not None
    return is_again or QUALIFIER.search(name) is not None or OF_LEVEL.search(name) is not None


def may_hold_row_above(name: str) -> bool:
    """Whether a name in a table without points may begin with the value of the row above, or with its reason."""
    words = VALUE_OF_ROW_ABOVE.finditer(name, FEWEST_AROUND)
    return SAID_TWICE.search(name) is not None or any(len(name) - word.end() >= FEWEST_AROUND for word in words)
