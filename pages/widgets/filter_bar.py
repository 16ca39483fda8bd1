"""The filters above every page: seven choosers, their state in the address, the choice as parameters of questions.

Input: the options of the build (`filter_options.sql`) and the address. Output: widgets, and `chosen_filters()` for
`fetch`. Side of the pages. `app.py` draws the bar above the page, so that the choice survives a change of page.

The address carries codes (`district=310113`), the choosers show names with counts (宝山区（8）). Streamlit's own
`bind="query-params"` would write the shown label into the address, counts included, and a bookmark would break with the
next build; so the address is kept by kept_address.py: it is read when a session starts and when it was changed from
outside (a link, the browser's way back), and written after every choice.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from pages.queries.published_db import fetch
from pages.widgets.ignored_choices import place_notice, tell_ignored
from pages.widgets.kept_address import (
    FORM_KEYS,
    FORM_PAGE,
    address_values,
    note_action,
    put_in_address,
    write_address,
)
from pages.wording.harmless_text import markdown_text
from pages.wording.shortened_text import shorten_text

FILTER_TITLES: Mapping[str, str] = {
    "year": "年度",
    "province": "省",
    "city": "市",
    "district": "区县",
    "department": "主管部门",
    "sector": "领域",
    "form_type": "表类",
}
CHOOSER_WIDTHS: Mapping[str, int] = {
    "year": 132,
    "province": 122,
    "city": 122,
    "district": 160,
    "department": 172,
    "sector": 122,
    "form_type": 122,
}
SEEN_CHARACTERS, CHOICE_CHARACTERS = 8, 60  # of a chosen name that a chooser shows whole; of a choice written out
MAX_CHOSEN = 200  # an address longer than some kB is cut by mail programs and proxies
ADDRESS_WRITTEN = "address_written"
ADDRESS_PAGE = "address_page"
BARE_PAGES = "pages_without_choice"  # that were shown so: the way back to their bare address takes the choice away
LABELS_SHOWN = "filter_labels"


def chosen_filters() -> dict[str, list[str]]:
    """What is chosen, by query parameter (codes; an empty list means all): hand it to `fetch` as it is."""
    return {key: list(st.session_state.get(key) or []) for key in FILTER_TITLES}


def chosen_filters_text() -> dict[str, str]:
    """What is chosen in words, by Chinese filter title, only filters in use: for headings, files and second sheets."""
    labels: Mapping[tuple[str, str], str] = st.session_state.get(LABELS_SHOWN) or {}
    return {
        FILTER_TITLES[key]: "、".join(labels.get((key, code), code) for code in codes)
        for key, codes in chosen_filters().items()
        if codes
    }


def covered_choice_text() -> str:
    """The choices that their narrow choosers cover up: several values, or a long name; empty where all are seen."""
    covered = {
        title: text for title, text in chosen_filters_text().items() if "、" in text or len(text) > SEEN_CHARACTERS
    }
    return "；".join(f"{title}：{shorten_text(text, CHOICE_CHARACTERS)}" for title, text in covered.items())


def filter_link(**changes: str | list[str]) -> list[tuple[str, str]]:
    """The query parameters of the present choice with some set anew, for `query_params=` of a link to a page."""
    choice: dict[str, list[str]] = chosen_filters()
    for key, codes in changes.items():
        choice[key] = [codes] if isinstance(codes, str) else codes
    return [(key, code) for key, codes in choice.items() for code in codes]


def page_address(page: str, **parameters: str | list[str]) -> str:
    """A relative address of a page ("" is 总览) with the present choice and further parameters, for links in HTML."""
    return f"{page}?{urlencode(filter_link(**parameters))}"


def show_filter_bar(page_address_stem: str) -> None:
    """Draw the choosers and keep them and the address in step. Called by `app.py` once a run, before the page."""
    options = load_options()
    if ignored := forget_unknown(options):
        options = load_options()  # the counts were of a choice that nothing can meet
    st.session_state[LABELS_SHOWN] = {
        (key, code): label for key, labels in options.items() for code, (label, _) in labels.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filter_bar"):
        for key, title in FILTER_TITLES.items():
            show_chooser(key, title, options[key])
        st.button("清除筛选", key="clear_filters", on_click=clear_filters, disabled=not any(chosen_filters().values()))
    if covered := covered_choice_text():
        st.caption(markdown_text(f"已选 {covered}"))
    place_notice()
    for title, codes in ignored.items():
        tell_ignored(title, codes)
    write_choice_to_address(page_address_stem)


def take_choice(page_address_stem: str) -> None:
    """Take the choice over from the address, or from the page before; called by `app.py` before anything else is done.

    On another page it is written at once: Streamlit empties the address between pages, and written later the bare
    address of the page would be a step of the way back.
    """
    load_choice_from_address(page_address_stem)
    if st.session_state.get(ADDRESS_PAGE) != page_address_stem:
        for key, codes in chosen_filters().items():
            put_in_address(key, tuple(codes))
        write_address()


def load_options() -> dict[str, dict[str, tuple[str, int]]]:
    """Every value that forms have under the other filters, by filter and code: its name and their number; and every
    chosen one that the build has, be it of no form."""
    chosen = chosen_filters()
    options = counted_options(chosen)
    if any(code not in options[key] for key, codes in chosen.items() for code in codes):
        known = counted_options(dict.fromkeys(FILTER_TITLES, ()))
        for key, codes in chosen.items():
            left_over = [code for code in codes if code in known[key] and code not in options[key]]
            options[key] |= {code: (known[key][code][0], 0) for code in left_over}
    return options


def counted_options(filters: Mapping[str, Sequence[str]]) -> dict[str, dict[str, tuple[str, int]]]:
    """The answer of the question by filter and code."""
    options: dict[str, dict[str, tuple[str, int]]] = {key: {} for key in FILTER_TITLES}
    answer = fetch("filter_options", filters)
    columns = (answer[name].to_pylist() for name in ("filter_key", "option_code", "option_label", "form_count"))
    for key, code, label, count in zip(*columns, strict=True):
        options[key][code] = (label, count)
    return options


def forget_unknown(options: Mapping[str, Mapping[str, tuple[str, int]]]) -> dict[str, list[str]]:
    """Drop chosen values that the build does not have, as an old bookmark names them, and those beyond what an address
    holds; says which, by the filter's title."""
    ignored = {}
    for key, title in FILTER_TITLES.items():
        chosen = list(st.session_state.get(key) or [])
        known = [code for code in chosen if code in options[key]]
        left_out = [code for code in chosen if code not in options[key]] + known[MAX_CHOSEN:]
        if left_out:
            st.session_state[key] = known[:MAX_CHOSEN]
            ignored[title] = left_out
    return ignored


def show_chooser(key: str, title: str, options: Mapping[str, tuple[str, int]]) -> None:
    """One chooser: values that exist under the other filters, with their number of forms, and what is chosen."""
    chosen = [code for code in st.session_state.get(key) or [] if code in options]
    st.session_state[key] = chosen[:MAX_CHOSEN]

    def label(code: str) -> str:
        name, count = options[code]
        return name if code in chosen else f"{name}（{count:,}）"

    st.multiselect(
        title,
        list(options),
        format_func=label,
        key=key,
        placeholder="全部",
        filter_mode="contains",
        select_all=False,
        max_selections=MAX_CHOSEN,
        width=CHOOSER_WIDTHS[key],
        wrap=False,
        on_change=note_action,
    )


def clear_filters() -> None:
    """Forget every choice (callback of 清除筛选)."""
    note_action()
    for key in FILTER_TITLES:
        st.session_state[key] = []


def load_choice_from_address(page_address_stem: str) -> None:
    """Take the choice from the address where it was not this bar that wrote it.

    A change of page inside a callback loses the choosers' state: then the choice written last stands.
    """
    address = {key: tuple(dict.fromkeys(address_values(key))) for key in FILTER_TITLES}
    written: dict[str, tuple[str, ...]] | None = st.session_state.get(ADDRESS_WRITTEN)
    is_other_page = st.session_state.get(ADDRESS_PAGE) != page_address_stem
    came_with_page_change = is_other_page and not any(address.values())  # Streamlit empties the address between pages
    was_bare = page_address_stem in st.session_state.get(BARE_PAGES, ())
    is_bare_step = not any(address.values()) and not was_bare  # the page's address before the choice was written there
    is_from_outside = written is None or (address != written and not came_with_page_change and not is_bare_step)
    choice = address if written is None or is_from_outside else written
    for key, codes in choice.items():
        if is_from_outside or key not in st.session_state:
            st.session_state[key] = list(codes)


def write_choice_to_address(page_address_stem: str) -> None:
    """Put the choice into the address beside the page's own parameters."""
    choice = {key: tuple(codes) for key, codes in chosen_filters().items()}
    for key, codes in choice.items():
        put_in_address(key, codes)
    if page_address_stem != FORM_PAGE:
        for key in FORM_KEYS:
            put_in_address(key, ())
    if not any(choice.values()):
        st.session_state[BARE_PAGES] = {*st.session_state.get(BARE_PAGES, ()), page_address_stem}
    st.session_state[ADDRESS_WRITTEN] = choice
    st.session_state[ADDRESS_PAGE] = page_address_stem
