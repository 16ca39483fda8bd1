"""The address while a page runs: taken once at the start, changed by the choosers of the page, written once at the end.

Input: the address that the browser sent. Output: its values by key, and the new address in one message. Side of the
pages.

Written once, an action of the reader is one step of the browser's way back. Actions that follow each other quickly
overtake the address: the browser sends the second one with the address from before the first. So after an action what
was written last counts; else the older address would undo the choice. The way back is no action.

Streamlit puts the address of a form that is opened into the way back under the page before, whose own choices it lacks:
there the page stands as it was left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

Values = dict[str, tuple[str, ...]]
ACTED = "address_acted"
KEPT = "address_kept"
LEFT = "addresses_left"  # of each page as it was left last
FORM_KEYS = ("id", "section", "row", "field", "line")  # of 项目详情; the way back leaves them on the page before
FORM_PAGE = "project"


@dataclass(slots=True)
class Kept:
    """The address of a page as its choosers left it, kept from run to run (a run may be overtaken before its end), and
    as it was written last."""

    page: str | None
    values: Values
    written: Values
    is_of_action: bool  # whether the present run was started by an action of the reader


_is_running: ContextVar[bool] = ContextVar("page_is_running", default=False)


@contextmanager
def kept_address(page: str | None = None) -> Iterator[None]:
    """Keep the address of a run of a page; of the page as it stands (None) where only a part of it runs anew."""
    if _is_running.get():  # a part that runs with its page
        yield
        return
    is_of_action = bool(st.session_state.pop(ACTED, False))
    before: Kept | None = st.session_state.get(KEPT)
    arrived = arrived_values()
    if before is None or page not in (None, before.page):
        left: dict[str | None, Values] = st.session_state.setdefault(LEFT, {})
        if before is not None:
            left[before.page] = before.values
        is_way_back = page != FORM_PAGE and page in left and any(key in arrived for key in FORM_KEYS)
        values = dict(left[page]) if is_way_back else arrived
        st.session_state[KEPT] = Kept(page, values, dict(arrived), is_of_action=False)
    else:
        before.is_of_action = is_of_action
        before.values = before.values if is_of_action else arrived
    token = _is_running.set(True)
    try:
        yield
    finally:
        _is_running.reset(token)
        write_address()


def write_address() -> None:
    """Tell the browser the address, where it shows another one or may do so."""
    kept: Kept = st.session_state[KEPT]
    if kept.values != arrived_values() or kept.values != kept.written:
        st.query_params.from_dict(kept.values)
        kept.written = dict(kept.values)


def end_page() -> NoReturn:
    """Write the address and end the page here; after `st.stop` nothing more can be written."""
    write_address()
    st.stop()


def arrived_values() -> Values:
    """What the browser sent, by key."""
    return {key: tuple(st.query_params.get_all(key)) for key in st.query_params}


def standing_values() -> Values:
    """The address as it stands: that of the run; in a callback, which goes before its run, that of the one before."""
    kept: Kept | None = st.session_state.get(KEPT)
    return kept.values if kept else arrived_values()


def address_values(key: str) -> tuple[str, ...]:
    """The values of a key in the address, none where it is not there."""
    return standing_values().get(key, ())


def address_value(key: str) -> str | None:
    """The last value of a key in the address."""
    return next(reversed(address_values(key)), None)


def address_keys() -> list[str]:
    """The keys that the address has."""
    return list(standing_values())


def put_in_address(key: str, values: tuple[str, ...]) -> None:
    """Put the values of a key into the address beside everything else there, none to take it out.

    In a callback it is the address of the run that follows.
    """
    address = standing_values()
    if values:
        address[key] = values
    else:
        address.pop(key, None)
    if not _is_running.get():
        note_action()


def note_action() -> None:
    """Remember that the reader did something on the page: the callback of whatever can be chosen there."""
    st.session_state[ACTED] = True


def is_run_of_action() -> bool:
    """Whether an action on the page started this run, rather than an address."""
    kept: Kept | None = st.session_state.get(KEPT)
    return kept is not None and kept.is_of_action
