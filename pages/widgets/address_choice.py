"""Choices that belong to one page, kept in the address like the filters: of a list, of buttons, a search line.

Input: the address and the options. Output: a widget and what is chosen. Side of the pages.

The address carries codes, the widgets show names: Streamlit's own `bind="query-params"` would write the shown name.
A choice is read from the address when the page is entered or the address was changed from outside, and written after
each run (kept_address.py).
"""

import re
from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from pages.widgets.ignored_choices import tell_ignored, tell_left_out
from pages.widgets.kept_address import address_values, is_run_of_action, note_action, put_in_address
from pages.wording.harmless_text import markdown_text, without_unseen

MOST_VALUES = 200  # of one choice; as many as a filter takes
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


def choose_one(key: str, title: str, options: Mapping[str, str]) -> str:
    """The code chosen in a list of code and name; the first one where the address names none of them.

    *Raises* ValueError where there is nothing to choose from.
    """
    if not options:
        raise ValueError(f"nothing to choose for {key}")

    load_from_address(key, lambda codes: [*known_values(title, codes, options, 1), next(iter(options))][0])
    if st.session_state[key] not in options:
        st.session_state[key] = next(iter(options))
    chosen: str = st.selectbox(
        title, list(options), format_func=lambda code: options[code], key=key, filter_mode="contains",
        on_change=note_action,
    )  # fmt: skip
    is_default = chosen == next(iter(options)) and not address_values(key)
    write_to_address(key, () if is_default else (chosen,))  # a default written would cost the browser's way back a step
    return chosen


def choose_view(key: str, title: str, options: Mapping[str, str]) -> str:
    """The code of the one part of the page that is shown; the first one where the address names none of them."""
    first = next(iter(options))
    load_from_address(key, lambda codes: [*known_values(title, codes, options, 1), first][0])
    if st.session_state[key] not in options:
        st.session_state[key] = first
    chosen = st.segmented_control(
        title, list(options), format_func=lambda code: options[code], key=key, required=True,
        label_visibility="collapsed", on_change=note_action,
    )  # fmt: skip
    view = chosen or first
    write_to_address(key, () if view == first else (view,))
    return view


def choose_several(key: str, title: str, options: Mapping[str, str], *, help: str | None = None) -> list[str]:
    """The codes chosen in a row of buttons; none chosen means all."""
    load_from_address(key, lambda codes: known_values(title, codes, options, MOST_VALUES))
    st.session_state[key] = [code for code in st.session_state[key] or [] if code in options]
    chosen = st.pills(
        title,
        list(options),
        format_func=lambda code: markdown_text(options[code]),
        key=key,
        selection_mode="multi",
        wrap=True,
        help=help,
        on_change=note_action,
    )
    write_to_address(key, tuple(chosen))
    return list(chosen)


def choose_many(
    key: str, title: str, options: Mapping[str, str], *, placeholder: str = "全部", most: int = MOST_VALUES
) -> list[str]:
    """The codes chosen in a long list with a search of its own, no more than `most`; none chosen means what the
    placeholder says."""
    load_from_address(key, lambda codes: known_values(title, codes, options, most))
    st.session_state[key] = [code for code in st.session_state[key] if code in options][:most]
    chosen = st.multiselect(
        title,
        list(options),
        format_func=lambda code: options[code],
        key=key,
        placeholder=placeholder,
        filter_mode="contains",
        select_all=False,
        max_selections=most,
        on_change=note_action,
    )
    write_to_address(key, tuple(chosen))
    return list(chosen)


def enter_text(key: str, title: str, placeholder: str, max_characters: int) -> str:
    """What is typed in a search line."""
    load_from_address(key, lambda texts: cut_text(title, texts, max_characters))
    typed: str = st.text_input(
        title, key=key, placeholder=placeholder, max_chars=max_characters, type="search", on_change=note_action
    )
    write_to_address(key, (typed,) if typed else ())
    return typed


def choose_page(key: str, page_count: int, answer: str) -> int:
    """The number of the page of a long list, from 1 on; shows nothing where there is one page.

    `answer` is another text for another list: then it begins with its first page, unless the address names one.
    """
    load_from_address(key, lambda numbers: page_number(numbers, page_count))
    shown_before = st.session_state.get(f"{key}_answer")
    if is_run_of_action() and shown_before not in (None, answer):
        st.session_state[key] = 1
    st.session_state[f"{key}_answer"] = answer
    st.session_state[key] = min(st.session_state[key], page_count)
    page = st.pagination(page_count, key=key, on_change=note_action) if page_count > 1 else 1
    write_to_address(key, () if page == 1 else (str(page),))
    return page


def page_number(numbers: tuple[str, ...], page_count: int) -> int:
    """The page that the address names; the first one where it names none of the list, which is said."""
    known = [number for number in numbers if PAGE_NUMBER.fullmatch(number) and int(number) <= page_count][:1]
    tell_ignored("页码", [number for number in numbers if number not in known])
    return int(known[0]) if known else 1


def open_tabs(key: str, titles: Mapping[str, str]) -> Sequence[TabContainer]:
    """A tab for each code, of which the address opens one, else the first; `.open` says which it is."""
    first = next(iter(titles))
    code_by_title = {title: code for code, title in titles.items()}
    shown = f"{key}_tab"
    load_from_address(key, lambda codes: [*known_values("视图", codes, titles, 1), first][0])
    opened = code_by_title.get(st.session_state.get(shown, ""))
    code = opened if opened and is_run_of_action() else st.session_state[key]
    code = code if code in titles else first  # another page has choices of the same key
    st.session_state[key], st.session_state[shown] = code, titles[code]
    write_to_address(key, () if code == first else (code,))
    return st.tabs(list(titles.values()), key=shown, on_change=note_action)


def known_values(title: str, values: tuple[str, ...], options: Mapping[str, str], most: int) -> list[str]:
    """The values of the address that are options, each once and no more than `most`; says which were left out."""
    each = list(dict.fromkeys(values))
    kept = [value for value in each if value in options][:most]
    tell_ignored(title, [value for value in each if value not in kept])
    return kept


def cut_text(title: str, texts: tuple[str, ...], max_characters: int) -> str:
    """The first text of the address without unseen characters, as long as the line takes; says what was cut."""
    text = without_unseen(texts[0]) if texts else ""
    if len(text) > max_characters or len(texts) > 1:
        tell_left_out(f"{title}（只取前 {max_characters} 个字）", title)
    return text[:max_characters]


def load_from_address(key: str, from_address: Callable[[tuple[str, ...]], object]) -> None:
    """Take the choice from the address where this page has none yet, or where it was not this widget that wrote it."""
    address = address_values(key)
    if key not in st.session_state or address != st.session_state.get(f"{key}_in_address"):
        st.session_state[key] = from_address(address)


def write_to_address(key: str, codes: tuple[str, ...]) -> None:
    """Put the choice into the address beside everything else that stands there."""
    put_in_address(key, codes)
    st.session_state[f"{key}_in_address"] = codes
