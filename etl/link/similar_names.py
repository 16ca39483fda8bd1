"""Finds names that are nearly the same. Part of the link stage.

Input: distinct keys of normalised names. Output: for each key that is joined to another the nearest earlier one. Keys
are compared in blocks of equal first or last characters, so that 50,000 names take seconds; two names that share
neither are not compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from etl.link.family_names import OFFICE_MARK

JOINED_FROM = 0.85
HEAD_CHARACTERS, TAIL_CHARACTERS = 2, 3
SHORTEST_COMPARED = 4
# A difference in one of these is a difference in kind: 一期 and 二期, 城市 and 农村, 小学 and 中学, 第3批.
TELLING_CHARACTERS = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十甲乙丙丁东西南北中上下前后新旧老大小城乡农男女省市区县镇村幼高初内外公民]"
)
# Characters that one writes for another in the same word. Any other that stands in the place of another makes another
# thing: 食品安全抽检 and 药品安全抽检, 防火物资 and 防汛物资.
INTERCHANGEABLE = ("助贴", "和及与", "账帐", "像象", "作做")


@dataclass(frozen=True, slots=True)
class SimilarKey:
    """A key beside the key whose family it joins."""

    key: str
    nearest_key: str
    similarity: float


def differs_in_kind(key: str, other: str) -> bool:
    """Whether the characters in which two keys differ tell two different things."""
    steps = [
        (key[step.src_start : step.src_end], other[step.dest_start : step.dest_end])
        for step in Levenshtein.opcodes(key, other)
        if step.tag != "equal"
    ]
    is_replaced = any(left and right and not is_interchangeable(left, right) for left, right in steps)
    return is_replaced or bool(TELLING_CHARACTERS.search("".join(left + right for left, right in steps)))


def is_interchangeable(text: str, other: str) -> bool:
    """Whether each character of a text is one that is written for the character in the same place of the other."""
    return len(text) == len(other) and all(
        any({left, right} <= set(group) for group in INTERCHANGEABLE) for left, right in zip(text, other, strict=True)
    )


def blocks_of(key: str) -> tuple[str, str]:
    """The blocks in which a key is compared: of its first and of its last characters, office work apart."""
    bare = key.removesuffix(OFFICE_MARK)
    mark = key[len(bare) :]
    return f"{mark}^{bare[:HEAD_CHARACTERS]}", f"{mark}{bare[-TAIL_CHARACTERS:]}$"


def nearest_joined(key: str, blocks: dict[str, list[str]]) -> tuple[str, float] | None:
    """The nearest key that the key is the same as, of equally near ones the first in order of text."""
    found: dict[str, float] = {}
    for block in blocks_of(key):
        hits = process.extract(
            key, blocks.get(block, []), scorer=fuzz.ratio, score_cutoff=100 * JOINED_FROM, limit=None
        )
        found |= {other: score / 100 for other, score, _ in hits if not differs_in_kind(key, other)}
    return min(found.items(), key=lambda item: (-item[1], item[0])) if found else None


def similar_keys(keys: Iterable[str]) -> list[SimilarKey]:
    """For every key that has one: the nearest key that leads a family. Independent of the order of `keys`.

    Shorter keys lead; a joined key leads no family itself, so that chains of small differences do not grow.
    """
    blocks: dict[str, list[str]] = {}
    similar = []
    compared = {key for key in keys if len(key.removesuffix(OFFICE_MARK)) >= SHORTEST_COMPARED}
    for key in sorted(compared, key=lambda text: (len(text), text)):
        joined = nearest_joined(key, blocks)
        if joined:
            similar.append(SimilarKey(key, joined[0], round(joined[1], 4)))
        else:
            for block in blocks_of(key):
                blocks.setdefault(block, []).append(key)
    return similar
