"""What a paragraph of a Word document prints, as text, and the text boxes that are anchored in it.

Input: the XML of a paragraph. Output: text and elements. Stage `readers`. Left out as not printed: deleted, crossed out
and hidden text, field codes, reading aids, marks of notes.
"""

from copy import deepcopy

from etl.readers.markup import is_note_mark
from etl.readers.safe_xml import NAMES, Element, attribute, child
from etl.readers.symbol_fonts import EMPTY_BOX, TICKED_BOX, symbol

NOT_PRINTED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "Fallback", "rt", "tblPr"})
HIDDEN, CROSSED_OUT, RAISED = "hidden", "crossed out", "raised"
# What switches among a run's properties do.
LOOKS = {"vanish": HIDDEN, "strike": CROSSED_OUT, "dstrike": CROSSED_OUT, "vertAlign": RAISED}
WORD_BREAKS = frozenset({"tab", "br", "cr", "ptab"})
PROPERTIES = frozenset({"pPr", "rPr", "tblPr"})
# What makes a paragraph more than the texts in it.
NOT_PLAIN = (NOT_PRINTED - PROPERTIES) | WORD_BREAKS | {"checkBox", "noBreakHyphen", "sym", "txbxContent", *LOOKS}
INSTRUCTION = "begin"  # the mark of a field behind which its instruction stands
OFF = frozenset({"0", "false", "off", "none", "baseline", "subscript"})


def text_and_boxes(paragraph: Element, struck: list[str]) -> tuple[str, list[Element]]:
    """The text of a paragraph without its text boxes, and the contents of these; of two renderings of one box only
    the first. What is crossed out is added to `struck`."""
    pieces: list[str] = []
    boxes: list[Element] = []
    collect(paragraph, pieces, boxes, struck)
    return "".join(pieces), boxes


def collect(parent: Element, pieces: list[str], boxes: list[Element], struck: list[str]) -> None:
    """Add the printed pieces, the text boxes and the crossed out texts below an element."""
    for part in parent:
        name = NAMES[part.tag]
        if name == "t":
            pieces.append(part.text or "")
        elif name in NOT_PRINTED:
            continue
        elif name == "r":
            collect_run(part, pieces, boxes, struck)
        elif name in WORD_BREAKS:
            pieces.append(" ")
        elif name == "txbxContent":
            boxes.append(part)
        elif name == "sym":
            pieces.append(symbol(attribute(part, "font") or "", attribute(part, "char") or ""))
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "checkBox":
            pieces.append(tick_box(part))
        else:
            collect(part, pieces, boxes, struck)


def collect_run(run: Element, pieces: list[str], boxes: list[Element], struck: list[str]) -> None:
    """Add what a run prints, by how it looks."""
    look = look_of(run)
    if look == HIDDEN:
        return
    printed = pieces if look is None else []
    collect(run, printed, boxes, struck)
    if look == CROSSED_OUT:
        struck += [text for text in ["".join(printed)] if text.strip()]
    elif look == RAISED and not is_note_mark("".join(printed), pieces):
        pieces += printed


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and attribute(element, "val") not in OFF


def look_of(run: Element) -> str | None:
    """Whether the run is formatted as hidden, as crossed out or as raised; its properties stand first."""
    first = run[0] if len(run) else None
    if first is None or NAMES[first.tag] != "rPr":
        return None
    looks = {look for part in first if (look := LOOKS.get(NAMES[part.tag])) and is_on(part)}
    return next((look for look in (HIDDEN, CROSSED_OUT, RAISED) if look in looks), None)


def write_out_looks(body: Element, styles: Element) -> None:
    """Write into each run what its character style does to it, such as to hide it, where the run does not say it."""
    looks: dict[str | None, list[Element]] = {}
    for style in styles:
        properties = child(style, "rPr") if NAMES[style.tag] == "style" else None
        if properties is not None and (found := [part for part in properties if NAMES[part.tag] in LOOKS]):
            looks[attribute(style, "styleId")] = found
    for reference in body.iter("{*}rStyle") if looks else ():
        for part in looks.get(attribute(reference, "val"), ()):
            if child(reference.getparent(), NAMES[part.tag]) is None:
                reference.getparent().append(deepcopy(part))


def empty_instructions(body: Element) -> None:
    """Empty the texts in the instruction of a field, such as the field in { IF { MERGEFIELD x } = 1 甲 乙 }: what the
    field prints stands behind its separator. A paragraph that ends within an instruction stays as it is."""
    paragraphs = dict.fromkeys(next(mark.iterancestors("{*}p"), body) for mark in body.iter("{*}fldChar"))
    for paragraph in paragraphs:
        open_fields: list[str | None] = []
        unprinted: list[Element] = []
        for part in paragraph.iter("{*}fldChar", "{*}t"):
            if NAMES[part.tag] == "t":
                unprinted += [part] if INSTRUCTION in open_fields else []
            elif (kind := attribute(part, "fldCharType")) == INSTRUCTION:
                open_fields.append(kind)
            elif open_fields:
                open_fields.pop()
                open_fields += [kind] if kind == "separate" else []
        for text in unprinted if INSTRUCTION not in open_fields else ():
            text.text = ""


def tick_box(box: Element) -> str:
    """A form field's box: ticked by the reader of the form, or by default."""
    checked = child(box, "checked")
    return TICKED_BOX if is_on(checked if checked is not None else child(box, "default")) else EMPTY_BOX
