"""The head of every page: its title, and one line that says what it answers.

Input: two texts of the page itself. Output: a heading. Side of the pages.
"""

from pathlib import Path

import streamlit as st

from pages.queries.published_db import is_build_pinned


def show_page_head(title: str, answers: str) -> None:
    """Write the page's title and what it answers, in one dense block. The first thing that a page does.

    *Outside of the frame* it starts the page again inside: see `enter_frame`.
    """
    if not is_build_pinned():
        enter_frame()
    st.header(title, anchor=False)
    st.caption(answers)


def enter_frame() -> None:
    """Run the address again through `app.py`.

    The first visit to a fresh server, when it goes straight to a page, makes Streamlit 1.67 run that page without
    `app.py`: it finds the folder `pages` before anybody called `st.navigation`. The first call of it ends this.
    """
    files = [file for file in Path(__file__).parents[1].glob("*.py") if file.stem != "__init__"]
    st.navigation([st.Page(file, default=file.stem == "overview") for file in files], position="hidden")
    st.rerun()
