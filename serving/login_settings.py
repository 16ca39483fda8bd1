"""Whether this server asks who its users are: `[auth]` in the secrets of Streamlit.

Input: `.streamlit/secrets.toml`. Output: yes or no. Used by serve.py; the pages ask the same of Streamlit in a session.
"""

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError


def has_login() -> bool:
    """Whether an identity provider is configured."""
    try:
        return bool(st.secrets.get("auth", {}))
    except StreamlitSecretNotFoundError:
        return False
