"""A choice out of rows of any number: the browser gets the first thousand, a search line looks through all of them.

Input: a question with what it asks, and how a row is named. Output: a widget and the chosen rows. Side of the pages. A
row that the address names is offered wherever it stands among all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from typing import Any

import streamlit as st

from pages.widgets import row_pages
from pages.widgets.address_choice import MOST_VALUES, choose_many, choose_one, enter_text
from pages.widgets.kept_address import address_values
from pages.widgets.row_pages import AskedRows, answer_mark
from pages.wording.harmless_text import markdown_text
from pages.wording.highlighted_text import MAX_SEARCH_CHARACTERS, search_words

Row = Mapping[str, Any]
Label = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a choice stands in the address and what the page calls it, the code and the name of a row, the columns in
    which words are looked for (none where the question does that itself), and what asks for the rows of codes."""

    key: str
    title: str
    code: Label
    label: Label
    of_codes: Callable[[tuple[str, ...]], AskedRows]
    searched: tuple[str, ...] = ()


def choose_row(rows: AskedRows, choice: Choice) -> Row | None:
    """The chosen row, the first one where the address names none; None where there is none."""
    offered = offered_rows(rows, choice)
    if not offered:
        return None
    return offered[choose_one(choice.key, choice.title, {code: choice.label(row) for code, row in offered.items()})]


def choose_rows(rows: AskedRows, choice: Choice) -> dict[str, Row]:
    """The chosen rows by their codes; none chosen means all."""
    offered = offered_rows(rows, choice)
    chosen = choose_many(choice.key, choice.title, {code: choice.label(row) for code, row in offered.items()})
    return {code: offered[code] for code in chosen}


def offered_rows(rows: AskedRows, choice: Choice) -> dict[str, Row]:
    """The rows to choose from by their codes: all where they are few, else the first ones that hold the words of a
    search line, and those that are chosen already."""
    first = rows.load_first().to_pylist()
    if len(first) <= row_pages.PAGE_ROWS:
        return {choice.code(row): row for row in first}
    what = f"查找{choice.title.partition('（')[0]}"
    typed = enter_text(f"{choice.key}_find", what, "多个词用空格分开，须全部出现", MAX_SEARCH_CHARACTERS)
    words = tuple(search_words(typed))
    if words:
        found = replace(rows.part, words=words, searched=choice.searched, limit=row_pages.PAGE_ROWS + 1)
        first = rows.load(found).to_pylist()
        tell_found(words, len(first))
    else:
        most = row_pages.PAGE_ROWS
        st.caption(f"多于 {most:,} 个，下面列出前 {most:,} 个；其余的用查找。")
    offered = {choice.code(row): row for row in first[: row_pages.PAGE_ROWS]}
    others = chosen_codes(choice, offered, answer_mark(rows))
    return offered | {choice.code(row): row for row in rows_of(choice, others)}


def tell_found(words: Sequence[str], count: int) -> None:
    """Say how many rows hold the words, where it is none or more than are listed."""
    named, most = "、".join(f"“{word}”" for word in words), row_pages.PAGE_ROWS
    if not count:
        st.caption(markdown_text(f"没有含有{named}的。"))
    elif count > most:
        st.caption(markdown_text(f"含有{named}的多于 {most:,} 个，下面列出前 {most:,} 个。"))


def chosen_codes(choice: Choice, offered: Mapping[str, Row], answer: str) -> tuple[str, ...]:
    """The codes that were chosen before, by the address or in this session among the same rows, and are not offered.
    What merely stood first among others, as under other filters, was not chosen."""
    is_same = st.session_state.get(f"{choice.key}_among") == answer
    st.session_state[f"{choice.key}_among"] = answer
    kept = (st.session_state.get(choice.key) or ()) if is_same else ()
    codes = [*address_values(choice.key), *([kept] if isinstance(kept, str) else kept)]
    return tuple(code for code in dict.fromkeys(codes) if code not in offered)[:MOST_VALUES]


def rows_of(choice: Choice, codes: tuple[str, ...]) -> list[Row]:
    """The rows of these codes, none of a code that no row has."""
    if not codes:
        return []
    asked = choice.of_codes(codes)
    return list(asked.load(replace(asked.part, limit=MOST_VALUES)).to_pylist())


def column_choice(
    rows: AskedRows, key: str, title: str, column: str, searched: tuple[str, ...], label: Label
) -> Choice:
    """A choice among rows of which one column holds the code."""
    return Choice(key, title, itemgetter(column), label, partial(picked, rows, column), searched)


def picked(rows: AskedRows, column: str, codes: tuple[str, ...]) -> AskedRows:
    """The rows whose column holds one of the codes."""
    return replace(rows, part=replace(rows.part, picked=(*rows.part.picked, (column, codes))))
