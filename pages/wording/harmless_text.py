"""Texts of documents made harmless for the place where they are shown: documents are hostile input.

Input: any text out of a document. Output: the same text escaped for HTML, for plotly (which interprets <b>, <i>, <a>)
or for Streamlit's markdown (which fetches images and renders links). Side of the pages.
"""

import html
import re

MARKDOWN_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^])")
WORD_JOINER = "\u2060"
LINK_OR_ICON = re.compile(r"(:(?=//|[a-z])|@|\bwww(?=\.))", re.IGNORECASE)
BIDI_AND_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def visible_text(text: str) -> str:
    """The text without characters that are invisible or that turn the reading direction around."""
    return BIDI_AND_CONTROL.sub("", text)


def html_text(text: str) -> str:
    """The text for use inside HTML, in element content and in quoted attributes."""
    return html.escape(visible_text(text), quote=True)


def plotly_text(text: str) -> str:
    """The text for titles, ticks, hovers and annotations of a plotly figure."""
    return html.escape(visible_text(text), quote=False)


def markdown_text(text: str) -> str:
    """The text on one line for a Streamlit label, heading, caption or message.

    Addresses become links and :material/…: icons after the escapes are gone; an invisible joiner inside stops that.
    """
    parted = LINK_OR_ICON.sub(rf"\1{WORD_JOINER}", " ".join(visible_text(text).split()))
    return MARKDOWN_MARKS.sub(r"\\\1", parted)
