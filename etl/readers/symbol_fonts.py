"""Characters of symbol fonts, whose codes say nothing without the font: comparison signs, tick boxes.

Input: the name of a font and a code, as Word's w:sym states them. Output: the character that a reader sees. Stage
`readers`.
"""

EMPTY_BOX, TICKED_BOX, CROSSED_BOX = "□", "☑", "☒"
# By the last two hex digits of the code; a document may write F0B3 or B3.
SYMBOLS = {
    "symbol": {
        "25": "%", "2B": "+", "2D": "−", "2E": ".", "2F": "/", "3C": "<", "3D": "=", "3E": ">", "7E": "~", "A3": "≤",
        "A5": "∞", "B0": "°", "B1": "±", "B3": "≥", "B4": "×", "B7": "•", "B8": "÷", "B9": "≠", "BA": "≡", "BB": "≈",
        "BC": "…", "D6": "√",
        **{f"{code:02X}": chr(code) for code in range(0x28, 0x2A)},
        **{f"{code:02X}": chr(code) for code in range(0x30, 0x3C)},
    },
    "wingdings": {"FE": TICKED_BOX, "FD": CROSSED_BOX, "A8": EMPTY_BOX, "6F": EMPTY_BOX, "71": EMPTY_BOX, "FC": "√"},
    "wingdings 2": {"52": TICKED_BOX, "53": CROSSED_BOX, "54": CROSSED_BOX, "A3": EMPTY_BOX, "50": "√"},
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The character of a symbol font; one that is not known keeps its private code."""
    known = SYMBOLS.get(font.lower(), {}).get(code[-2:].upper())
    if known:
        return known
    return chr(int(code, 16)) if len(code) <= 4 and is_hexadecimal(code) else ""


def is_hexadecimal(code: str) -> bool:
    """Whether a text is a hexadecimal number."""
    return bool(code) and all(digit in "0123456789abcdefABCDEF" for digit in code)
