"""Names cut to the room there is, with a sign that something is missing.

Input: a name and the most characters. Output: the name. Side of the pages; no streamlit here.
"""


def shorten_text(text: str, most_characters: int) -> str:
    """The text whole, or its beginning and … in its last place."""
    return text if len(text) <= most_characters else f"{text[: most_characters - 1]}…"
