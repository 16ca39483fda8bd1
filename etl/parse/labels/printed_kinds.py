"""What a cell's text can be, told by its shape alone: a number, a blank mark, an operator with a value.

Input: one printed text. Stage `parse`; nothing is converted here.
"""

import re
from collections.abc import Callable
from typing import TypeVar

# Numbers of these forms have at most 15 digits before the point; ASCII digits only, for ② and ٣ are no amounts.
# A blank may stand beside the point, where a text layer tore the number: 98. 66.
NUMBER = re.compile(r"[¥￥]?[+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?: ?\. ?[0-9]{1,10})?")
# A number with letters that recognition took for its digits: l5, 1O, 9.l5. It keeps its place, and is read as none.
DAMAGED_NUMBER = re.compile(r"(?=[OoQIl|.]{0,5}[0-9])[0-9OoQIl|]{1,6}(?:\.[0-9OoQIl|]{1,4})?(?<!l)")
DIGITS_BEHIND = str.maketrans("OoQIl|", "000111")
PERCENT = re.compile(r"[+-]?[0-9]{1,15}(?: ?\. ?[0-9]{1,10})?%")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
FULL_WIDTH_SIGN = re.compile("[\u3000\uff01-\uff5e]")  # to look for one takes a tenth of translating none
OPERATOR = re.compile(r"(?:[≥≤><=≧≦═＞＜＝﹥﹤﹦⩾⩽]|>=|<=|不低于|不少于|不高于|不超过|不小于|不大于)")
MEASURED = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?\s*\S{0,12}")
POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?\s*分")
UNIT = re.compile(
    r"[%‰℃]|百分[比点]|(?:万|千|百|亿)?(?:元|人|人次|户|个|次|件|台|套|项|份|吨|米|公里|千米|亩|公顷|平方米|平方公里|立方米|公斤|千克|天|日|月|年"
    r"|个?工作日|个月|小时|分钟|座|栋|处|家|所|辆|场|场次|期|篇|条|块|批|只|头|株|本|册|名|起|宗|分|度|盏|张|种|门|节|班|辆次|批次|村|镇|万人次)"
    r"(?:/[^\s/]{1,6})?"
)
QUANTITY = re.compile(rf"[0-9][0-9,]{{0,14}}(?:\.[0-9]{{1,6}})?(?:{UNIT.pattern})(?:以[上下内]|左右|及以上)?")
MONEY = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,10})?\s{0,2}(?:(?:亿|万|千)?元|亿|万)")
# Marks for what stands above them.
DITTO_MARKS = frozenset(
    {"〃", "〃〃", "〃〃〃", "〃〃〃〃", "″", "〞", "〝", "“", "”", '"', "''", "々", "同上", "同前"}
)
COMPARISONS = frozenset({"大于等于", "小于等于", "大于", "小于", "等于"})  # whole cells; elsewhere words of a name
# Which way a target counts, or whether it counts at all: no part of the target beside a comparison.
KINDS_OF_TARGET = frozenset(
    kind + word for kind in ("定性", "定量", "正向", "反向", "逆向", "负向") for word in ("", "指标")
)
SUM_TOLERANCE = 0.011  # points and amounts are printed with two decimals, rounded or cut: sums are off by a cent
MONEY_UNITS = ("元", "万元", "千元", "亿元")
BLANK_MARKS = frozenset(
    {"—", "——", "－", "-", "--", "---", "–", "/", "／", "\\", "*", "**", "***", "无数据", "…", "……"}
    | {"¥-", "¥ -", "￥-", "￥ -"}  # how a spreadsheet's format for accounts prints zero
)

# Stars for the name that nobody may see, behind its code or alone: [055]****.
CODE_OF_NOTHING = re.compile(r"(?:[\[【〔(（][0-9]{1,9}[\]】〕)）]\s?)?[*＊]{2,9}")

OPENING = ("(", "（", "[", "【", "〔")
PROMPT = re.compile(
    r"[(（\[【〔](?:请|此处|在此|须|单位)?(?:填写|填报|填列|填入|盖章|公章|签字|简要描述|简述|概述)[^()（）]{0,60}[)）\]】〕]"
    # 对照年度目标，说明目标完成情况; 请在此处简要说明…
    r"|[(（\[【〔]?(?:对照|请|此处|在此)[^()（）。]{0,16}?(?:逐项|逐条|简要|如实)?(?:说明|阐述|填写|填报|描述)[^()（）。]{0,40}[)）\]】〕]?"
)
PROMPT_SIGNS = frozenset((*OPENING, "对", "请", "此", "在"))  # the first characters of a prompt
LIMIT_WORD = "字"
# How long the answer may be, as only who asks for it says: (100字以内), （不超过200字）.
LENGTH_LIMIT = re.compile(
    r"[(（\[【]\s?(?:请)?(?:控制在|不超过|不多于|限|约)?\s?[0-9]{2,4}\s?字(?:以内|之内|以下|左右|内)?\s?[)）\]】][。.;；]?"
)
ASKING = re.compile(r"说明|分析|提出|阐述|描述|概述|简述|总结|列出|介绍|反映|填写|填报")
RULE_OF_FORM = re.compile(r"应当?|须|需|请|可|包括|指|填")  # what a numbered note beside a prompt is made of
CLAUSES = re.compile(r"[;；。]")


FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"
OPERATOR_WORD = "不"  # the only character of words that begins a comparison
REMEMBERED_TEXTS = 4096
LONGEST_REMEMBERED = 40
Answer = TypeVar("Answer")


class Answers(dict[str, Answer]):
    """The answers to a question by short text, worked out when first asked; all are forgotten when they get many."""

    __slots__ = ("ask",)

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        super().__init__()
        self.ask = ask

    def __missing__(self, text: str) -> Answer:
        """The answer for a text that is not known yet."""
        answer = self.ask(text)
        if len(text) <= LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED_TEXTS:
                self.clear()
            self[text] = answer
        return answer


def remembering(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The question with its answers kept: forms print the same short texts again and again."""
    return Answers(ask).__getitem__


def half_width(text: str) -> str:
    """The text with full-width letters, digits and signs folded and its ends trimmed, for shape tests only."""
    if not text.isascii() and FULL_WIDTH_SIGN.search(text):
        text = text.translate(FULL_WIDTH)
    return text.strip()


def unspaced(text: str) -> str:
    """The text half width and without white space, for telling what a whole line or cell says."""
    return half_width("".join(text.split()))


def begins_with_word(text: str) -> bool:
    """Whether the text begins with a Chinese character, as most cells do: then it is no number of any kind."""
    return FIRST_HAN <= text[:1] <= LAST_HAN


@remembering
def is_number(text: str) -> bool:
    """Whether the text is one plain number, if a damaged one."""
    if begins_with_word(text):
        return False
    return NUMBER.fullmatch(half_width(text)) is not None or DAMAGED_NUMBER.fullmatch(text) is not None


def is_damaged(text: str) -> bool:
    """Whether the text is a number with letters among its digits: nothing may be worked out from it."""
    return NUMBER.fullmatch(half_width(text)) is None and DAMAGED_NUMBER.fullmatch(text) is not None


@remembering
def is_percent(text: str) -> bool:
    """Whether the text is one number with a per cent sign."""
    return not begins_with_word(text) and PERCENT.fullmatch(half_width(text)) is not None


@remembering
def is_money(text: str) -> bool:
    """Whether the text is one amount with its unit, as 20.5万元 or 20.5万."""
    return MONEY.fullmatch(half_width(text)) is not None


@remembering
def is_blank_mark(text: str) -> bool:
    """Whether the text only says that nothing is there, or only what should be written there."""
    if begins_with_word(text) and text[0] not in PROMPT_SIGNS and text not in BLANK_MARKS:
        return LIMIT_WORD in text and is_request(text)
    stripped = text.strip()
    if stripped in BLANK_MARKS or CODE_OF_NOTHING.fullmatch(stripped):
        return True
    if stripped[:1] in PROMPT_SIGNS and PROMPT.fullmatch(stripped) is not None:
        return True
    return LIMIT_WORD in text and is_request(text)


@remembering
def is_request(text: str) -> bool:
    """Whether the text only asks for one, and says how long it may be: 对照年度目标,说明完成情况(100字以内). Behind the
    length nothing stands but further rules of the form; what somebody wrote there makes it his text."""
    limit = LENGTH_LIMIT.search(text) if LIMIT_WORD in text else None
    if limit is None or ASKING.search(text[: limit.start()]) is None:
        return False
    return all(RULE_OF_FORM.search(clause) for clause in CLAUSES.split(text[limit.end() :]) if clause.strip())


@remembering
def has_operator(text: str) -> bool:
    """Whether the text begins with a comparison, or is one in words."""
    if begins_with_word(text) and not text.startswith(OPERATOR_WORD):
        return text in COMPARISONS
    return OPERATOR.match(text.strip()) is not None


@remembering
def compares_nothing(text: str) -> bool:
    """Whether the text is a comparison alone, a unit alone, or both: nothing to compare with is printed."""
    folded = half_width(text)
    operator = OPERATOR.match(folded)
    rest = folded[operator.end() :].strip() if operator else folded
    if rest[:1].isdigit():  # as of nearly every target
        return False
    return is_unit(rest) or (operator is not None and not rest)


@remembering
def is_comparison(text: str) -> bool:
    """Whether the text is a comparison and nothing else."""
    return text in COMPARISONS or OPERATOR.fullmatch(half_width(text)) is not None


@remembering
def is_measured(text: str) -> bool:
    """Whether the text begins with a number and is short, as 98 %, 12次 or 2.8元."""
    return not begins_with_word(text) and MEASURED.fullmatch(half_width(text)) is not None


def without_points_word(text: str) -> str:
    """Points without the word behind them: 20分 is 20; any other text is itself."""
    return text.strip().removesuffix("分").rstrip() if "分" in text and POINTS.fullmatch(half_width(text)) else text


@remembering
def is_unit(text: str) -> bool:
    """Whether the text is a unit of measure and nothing else."""
    return UNIT.fullmatch(half_width(text)) is not None


@remembering
def is_quantity(text: str) -> bool:
    """Whether the text is a number with a unit, as 86万平方米 or 95%以上, and nothing else."""
    return not begins_with_word(text) and QUANTITY.fullmatch(half_width(text)) is not None


def is_figure(text: str) -> bool:
    """Whether the text is a number, a per cent or a mark for nothing, as a cell among numbers is."""
    return is_number(text) or is_percent(text) or is_blank_mark(text)


@remembering
def is_no_name(text: str) -> bool:
    """Whether the text is a number, a rate, a quantity, a target or a mark for nothing, and so names nothing."""
    if begins_with_word(text):  # then it is none of the first three
        return is_blank_mark(text) or has_operator(text)
    return is_figure(text) or has_operator(text) or is_quantity(text)


@remembering
def number_of(text: str) -> float | None:
    """The value of a plain number, for comparing and adding up within a form; None for any other text."""
    if not is_number(text):
        return None
    return float(half_width(text).translate(DIGITS_BEHIND).lstrip("¥￥").replace(",", "").replace(" ", ""))
