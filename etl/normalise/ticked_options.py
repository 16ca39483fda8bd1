"""Which options of a row of boxes are ticked (项目类型, 资金用途 of the older declarations).

Input: the printed text with its boxes. Output: the ticked options in printed order, joined. Stage: normalise.

Boxes stand before their options or behind them; a text that opens with a box has them before. Where a box was lost in
printing, two options share one: the option next to the box is meant. Without any box nothing is said to be ticked.
"""

import re

TICKED_BOXES, EMPTY_BOXES = "☑√✓■✔☒●◉", "□○☐◻▢"
BOX = re.compile(f"[{TICKED_BOXES}{EMPTY_BOXES}]")
JOINED_BY = "、"


def list_ticked_options(printed: str | None) -> str | None:
    """The ticked options, None where none is ticked or no box is printed."""
    if printed is None:
        return None
    text = printed.strip()
    boxes = BOX.findall(text)
    pieces = BOX.split(text)
    is_before = bool(boxes) and not pieces[0].strip()
    options = [piece.split() for piece in (pieces[1:] if is_before else pieces[:-1])]
    ticked = [
        words[0 if is_before else -1]
        for box, words in zip(boxes, options, strict=True)
        if box in TICKED_BOXES and words
    ]
    return JOINED_BY.join(ticked) or None
