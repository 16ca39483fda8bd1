"""The category of an indicator by its level-1 and level-2 names, whatever the template called them.

Input: two printed names. Output: a category code of etl/reference/indicator_categories.csv, or None. Stage: normalise.
"""

import re
from functools import cache, lru_cache

from etl.normalise.reference_lists import load_reference_list

NOISE = re.compile(r"\s+|[(（].*$|(?<![0-9０-９])[0-9０-９]+分?$|^[★☆*]+|等$")
"""White space, points in brackets (产出指标(50分)), stars before a name, a trailing 等."""
CLASS_WORDS = ("指标", "目标", "类")
LONGEST_REMEMBERED, REMEMBERED = 40, 1024  # characters, pairs: every form prints the same few names


@cache
def load_category_names() -> dict[tuple[str, str], str]:
    """Category code by level-1 and level-2 name; an empty name stands for any."""
    rows = load_reference_list("indicator_category_names.csv")
    return {(row["level1_name"], row["level2_name"]): row["category_code"] for row in rows}


@cache
def load_category_labels() -> dict[str, str]:
    """The Chinese label of each category by its code."""
    return {row["category_code"]: row["label"] for row in load_reference_list("indicator_categories.csv")}


@cache
def load_category_blocks() -> dict[str, str]:
    """The level-1 block (产出, 效益, 满意度, 成本, 管理) of each category by its code."""
    return {row["category_code"]: row["block_label"] for row in load_reference_list("indicator_categories.csv")}


def choose_category(level1_name: str | None, level2_name: str | None) -> str | None:
    """The category code: by both names, else by level 2 alone, else by level 1 alone; None where neither decides."""
    is_short = len(level1_name or "") + len(level2_name or "") <= LONGEST_REMEMBERED
    return (_remembered_category if is_short else _worked_out)(level1_name, level2_name)


def _worked_out(level1_name: str | None, level2_name: str | None) -> str | None:
    """What `choose_category` gives for two printed names."""
    level1, level2 = _shorten(level1_name), _shorten(level2_name)
    names = load_category_names()
    keys = [(level1, level2), ("", level2), (level1, "")]
    return next((names[key] for key in keys if key != ("", "") and key in names), None)


_remembered_category = lru_cache(REMEMBERED)(_worked_out)


def _shorten(name: str | None) -> str:
    """The name without points, stars and the words 指标 and 目标; an empty text where nothing is printed."""
    if name is None:
        return ""
    short = NOISE.sub("", NOISE.sub("", name))
    for word in CLASS_WORDS:
        short = short.removesuffix(word)
    return short
