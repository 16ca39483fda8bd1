"""One sentence above the page on what of the address was left out: values that the build or the page does not have.

Input: the title of a choice and its unusable values. Output: a warning, in one place for the whole page. Side of the
pages. An address is anybody's text: of its values only short codes are repeated, of all others only how many they are.
"""

import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.wording.harmless_text import markdown_text

SHORT_CODE = re.compile(r"[0-9A-Za-z_-]{1,20}")
MOST_CODES = 3


@dataclass(slots=True)
class Notice:
    """Where the sentence stands, and what it says so far by title."""

    place: DeltaGenerator
    told: dict[str, str] = field(default_factory=dict)


_notice: ContextVar[Notice | None] = ContextVar("notice_of_ignored_choices", default=None)


def place_notice() -> None:
    """Keep the place of the sentence free, once a run, above the page."""
    _notice.set(Notice(st.empty()))


def tell_ignored(title: str, values: Sequence[str]) -> None:
    """Add values of one choice to the sentence; nothing where there are none."""
    if values:
        tell_left_out(f"{title}{described_values(values)}", title)


def tell_left_out(words: str, title: str) -> None:
    """Add what was left out of a choice, in words of the page itself, to the sentence."""
    notice = _notice.get() or Notice(st.empty())
    notice.told[title] = words
    sentence = f"地址里有不能用的筛选值，已忽略：{'；'.join(notice.told.values())}。下面是其余筛选的结果。"
    notice.place.warning(markdown_text(sentence))


def described_values(values: Sequence[str]) -> str:
    """Short codes as they are; how many there are of anything else."""
    codes = [value for value in values if SHORT_CODE.fullmatch(value)][:MOST_CODES]
    if not codes:
        return f"（{len(values):,} 个值）"
    return f" {'、'.join(codes)}{f' 等 {len(values):,} 个' if len(values) > len(codes) else ''}"
