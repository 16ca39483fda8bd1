"""A name that stands in the cells of all three levels: 预算执行率 ｜ 10 ｜ 预算执行率 ｜ 10 ｜ 预算执行率 ｜ 10.

Input: the tokens of a document in printed order. Output: the same, the first of the three as a name of level 1, the
second as one of level 2, the third as the indicator's. Stage `parse`. Where columns are lost only the words that stand
three times, each with its points or none with any, tell that a row begins with its levels.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_no_name, is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import NO_LABELS, Label, Labels

TIMES = len(LEVELS) + 1
ENDING = ("form", "fund_row", "total")  # labels behind a table; a source of money may stand three times before amounts


def with_repeated_levels(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, each name of all three levels labelled as what it is below a header of indicators."""
    named = list(tokens)
    is_below = False
    order = 0
    while order < len(named):
        is_head = "level3" in named[order].roles("indicator_column")
        is_below = is_head or (is_below and not named[order].is_kind(*ENDING))
        places = repeated_at(named, order) if is_below else []
        for place, kind in zip(places, (*LEVELS, ""), strict=False):
            labels = Labels((Label(kind, named[place].text),)) if kind else NO_LABELS
            named[place] = named[place]._replace(labels=labels)
        order = places[-1] + 1 if places else order + 1
    return named


def repeated_at(tokens: Sequence[Token], order: int) -> list[int]:
    """Where the text that stands here does so three times in a row, with a number behind each or behind none; [] where
    it does not."""
    text = tokens[order].text
    if is_no_name(text) or tokens[order].is_kind("indicator_column"):
        return []
    step = 2 if order + 1 < len(tokens) and is_number(tokens[order + 1].text) else 1
    end = order + TIMES * step
    behind = tokens[order + 1 : end : step] if step > 1 else ()
    names = [token.text for token in tokens[order:end:step]]
    is_known = step > 1 or bool(tokens[order].labels)  # 良好 ｜ 良好 ｜ 良好 are a target and two results
    if names != [text] * TIMES or not is_known or not all(is_number(token.text) for token in behind):
        return []
    return list(range(order, end, step))
