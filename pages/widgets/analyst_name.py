"""Who decides: the account that is logged in, else the name that the analyst writes once a session.

Input: the login, or a text field 经办人. Output: an `Author`. Side of the pages.
"""

import streamlit as st

from pages.decisions.finding_verdicts import Author
from pages.widgets.login_gate import current_subject, is_login_configured
from pages.wording.harmless_text import markdown_text, without_unseen

NAME = "analyst_name"
NAME_CHARACTERS = 40
WHO_IS_MISSING = "请先填写经办人。"


def ask_analyst(key: str) -> Author | None:
    """The author of what is saved; None while no name is written. `key` keeps the fields of a page apart."""
    if is_login_configured():
        st.caption(markdown_text(f"经办人：{current_subject()}（登录账号）"))
        return Author(current_subject(), is_login=True)
    field = f"{NAME}_{key}"
    st.session_state.setdefault(NAME, "")
    st.session_state[field] = st.session_state[NAME]
    st.text_input(
        "经办人",
        key=field,
        max_chars=NAME_CHARACTERS,
        placeholder="姓名或科室",
        on_change=remember_name,
        args=(field,),
        width=240,
    )
    name = st.session_state[NAME]
    return Author(name, is_login=False) if name else None


def remember_name(field: str) -> None:
    """Keep the name for the session (callback of a field)."""
    st.session_state[NAME] = " ".join(without_unseen(st.session_state[field] or "").split())[:NAME_CHARACTERS]
