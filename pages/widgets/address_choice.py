"""Choices that belong to one page, kept in the address like the filters: of a list, of buttons, a search line.

Input: the address and the options. Output: a widget and what is chosen. Side of the pages.

The address carries codes, the widgets show names: Streamlit's own `bind="query-params"` would write the shown name.
A choice is read from the address when the page is entered or the address was changed from outside, and written after
each run.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from pages.widgets.ignored_choices import tell_ignored, tell_left_out
from pages.wording.harmless_text import markdown_text, without_unseen

MOST_VALUES = 200  # of one choice; as many as a filter takes


def choose_one(key: str, title: str, options: Mapping[str, str], *, help: str | None = None) -> str:
    """The code chosen in a list of code and name; the first one where the address names none of them.

    *Raises* ValueError where there is nothing to choose from.
    """
    if not options:
        raise ValueError(f"nothing to choose for {key}")

    load_from_address(key, lambda codes: [*known_values(title, codes, options, 1), next(iter(options))][0])
    if st.session_state[key] not in options:
        st.session_state[key] = next(iter(options))
    chosen: str = st.selectbox(
        title, list(options), format_func=lambda code: options[code], key=key, filter_mode="contains", help=help
    )
    is_default = chosen == next(iter(options)) and not st.query_params.get_all(key)
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
        label_visibility="collapsed",
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
    )
    write_to_address(key, tuple(chosen))
    return list(chosen)


def choose_many(key: str, title: str, options: Mapping[str, str], *, placeholder: str = "全部") -> list[str]:
    """The codes chosen in a long list with a search of its own; none chosen means what the placeholder says."""
    load_from_address(key, lambda codes: known_values(title, codes, options, MOST_VALUES))
    st.session_state[key] = [code for code in st.session_state[key] if code in options]
    chosen = st.multiselect(
        title,
        list(options),
        format_func=lambda code: options[code],
        key=key,
        placeholder=placeholder,
        filter_mode="contains",
        select_all=False,
    )
    write_to_address(key, tuple(chosen))
    return list(chosen)


def enter_text(key: str, title: str, placeholder: str, max_characters: int) -> str:
    """What is typed in a search line."""
    load_from_address(key, lambda texts: cut_text(title, texts, max_characters))
    typed: str = st.text_input(title, key=key, placeholder=placeholder, max_chars=max_characters, type="search")
    write_to_address(key, (typed,) if typed else ())
    return typed


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
    address = tuple(st.query_params.get_all(key))
    if key not in st.session_state or address != st.session_state.get(f"{key}_in_address"):
        st.session_state[key] = from_address(address)


def write_to_address(key: str, codes: tuple[str, ...]) -> None:
    """Put the choice into the address beside everything else that stands there."""
    if tuple(st.query_params.get_all(key)) != codes:
        if codes:
            st.query_params[key] = list(codes)
        else:
            st.query_params.pop(key, None)
    st.session_state[f"{key}_in_address"] = codes
