"""Texts of documents made harmless for the place where they are shown: documents are hostile input.

Input: any text out of a document. Output: the same text with its unseen characters written out, and escaped for HTML,
for plotly (which interprets <b>, <i>, <a>) or for Streamlit's markdown (which fetches images and renders links). Side
of the pages.
"""

import html
import re

import pyarrow as pa
import pyarrow.compute as pc

MARKDOWN_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^])")
WORD_JOINER = "\u2060"
LINK_OR_ICON = re.compile(r"(:(?=//|[a-z])|@|\bwww(?=\.))", re.IGNORECASE)
UNSEEN_CLASS = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
"""Inside a character class: controls, characters without a width or that turn the reading direction, language tags, and
the two that no XML may hold, so no Word or Excel file."""
UNSEEN = re.compile(f"[{UNSEEN_CLASS}]")
UNSEEN_IN_ARROW = f"[{UNSEEN_CLASS}]".replace("\u0000", r"\x00")
CONTROL_PICTURES, DELETE, DELETE_PICTURE = 0x2400, 0x7F, "␡"


def visible_text(text: str) -> str:
    """The text with its unseen characters written out: escape as ␛, a turned direction as ⟨U+202E⟩."""
    return UNSEEN.sub(lambda found: character_mark(found.group()), text)


def character_mark(character: str) -> str:
    """What stands for an unseen character: its control picture where Unicode has one, else its number in ⟨⟩."""
    code = ord(character)
    if code == DELETE:
        return DELETE_PICTURE
    return chr(CONTROL_PICTURES + code) if code < ord(" ") else f"⟨U+{code:04X}⟩"


def without_unseen(text: str) -> str:
    """The text without its unseen characters, for what people type: a pasted word brings some along."""
    return UNSEEN.sub("", text)


def visible_column(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of texts with unseen characters written out; other columns as they are."""
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return values
    if not pc.any(pc.match_substring_regex(values, UNSEEN_IN_ARROW)).as_py():
        return values
    shown = [None if text is None else visible_text(text) for text in values.to_pylist()]
    return pa.chunked_array([pa.array(shown, values.type)])


def visible_table(table: pa.Table) -> pa.Table:
    """A table with the unseen characters of its texts written out."""
    return pa.table({name: visible_column(table[name]) for name in table.column_names})


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
