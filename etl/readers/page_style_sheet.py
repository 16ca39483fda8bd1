"""What the style sheet in a web page hides by a class or an id: .mobile { display: none }.

Input: the tree of a page. Output: the same tree; what is hidden says so in its own style, where the walk over the page
looks. Stage `readers`. Only what is certain counts: a name that another rule shows again, or that a script of the page
names, may be a tab that opens when it is clicked, and is left as it is.
"""

import re
from collections.abc import Iterator

from etl.readers.safe_xml import Element, found_by

HIDES = re.compile(r"(?:^|;)\s{0,20}(?:display\s{0,20}:\s{0,20}none|visibility\s{0,20}:\s{0,20}hidden)", re.IGNORECASE)
SETS = re.compile(r"(?:^|;)\s{0,20}(?:display|visibility)\s{0,20}:", re.IGNORECASE)
ONE_NAME = re.compile(r"(?:([A-Za-z][A-Za-z0-9]{0,15}))?([.#])([\w-]{1,64})")
NAMES = re.compile(r"[.#][\w-]{1,64}")
SHOWN_MEDIA = re.compile(r"\b(?:all|screen)\b", re.IGNORECASE)
COMMENT, COMMENT_ENDS = "/*", "*/"
WRAPPING = re.compile("<!--|-->")  # around the rules, for browsers of long ago
HIDING = "display:none"


def hide_by_style_sheet(root: Element) -> None:
    """Write into the style of each element that the page's own style sheet hides that it is not displayed."""
    hiding: set[str] = set()
    shown: set[str] = set()
    for sheet in root.iter("style"):
        if (media := sheet.get("media")) and not SHOWN_MEDIA.search(media):
            continue
        for selectors, body in rules_of("".join(sheet.itertext())):
            if HIDES.search(body):
                hiding.update(selector.strip() for selector in selectors.split(",") if is_one_name(selector))
            elif SETS.search(body):
                shown.update(NAMES.findall(selectors))
    if not hiding:
        return
    scripts = " ".join("".join(script.itertext()) for script in root.iter("script"))
    shown.update(name for selector in hiding for name in NAMES.findall(selector) if is_named_in(name, scripts))
    for element in found_by("//*[@class or @id]", root):
        names = {f"#{element.get('id')}", *(f".{name}" for name in (element.get("class") or "").split())}
        style = element.get("style") or ""
        with_tags = {f"{element.tag}{name}" for name in names}
        if (names | with_tags) & hiding and not names & shown and not SETS.search(style):
            element.set("style", f"{style};{HIDING}")


def is_one_name(selector: str) -> bool:
    """Whether a selector is one class or id, with or without a tag: elements that it names need no further look."""
    return ONE_NAME.fullmatch(selector.strip()) is not None


def is_named_in(name: str, scripts: str) -> bool:
    """Whether a script names a class or an id, as a word of its own in quotes."""
    return re.search(rf"[\"'.# ]{re.escape(name[1:])}[\"' ]", scripts) is not None


def rules_of(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that holds wherever the page is shown; none inside @media."""
    first, *commented = WRAPPING.sub("", sheet).split(COMMENT)
    text = first + " ".join(part.partition(COMMENT_ENDS)[2] for part in commented)
    depth = 0
    begin = 0
    head = ""
    for mark in re.finditer("[{};]", text):
        piece = text[begin : mark.start()]
        if mark[0] == "{":
            depth += 1
            if depth == 1:
                head, begin = piece.strip(), mark.end()
        elif mark[0] == "}":
            depth = max(depth - 1, 0)
            if depth == 0:
                if not head.startswith("@"):
                    yield head, piece
                head, begin = "", mark.end()
        elif depth == 0:
            begin = mark.end()  # @import "…";
