"""A warning that several parts of a page come upon, said once a run, where it was met first.

Input: a sentence. Output: a warning, or nothing where it stands already. Side of the pages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

_said: ContextVar[set[str] | None] = ContextVar("said_in_run", default=None)


@contextmanager
def each_said_once() -> Iterator[None]:
    """Remember what is said during a run of the page."""
    token = _said.set(set())
    try:
        yield
    finally:
        _said.reset(token)


def warn_once(sentence: str) -> None:
    """Warn, unless this run has said so before."""
    said = _said.get()
    if said is None or sentence not in said:
        st.warning(sentence)
    if said is not None:
        said.add(sentence)
