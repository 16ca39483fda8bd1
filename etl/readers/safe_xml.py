"""One XML part parsed without anything that XML can do to a reader: no DTD, no entities, no network, no huge trees.

Input: bytes of XML. Output: the root element. Stage `readers`.
"""

from typing import Any

from etl.findings import UnreadableDocumentError

Element = Any  # lxml ships no types
REMEMBERED_TAGS = 512


class LocalNames(dict[Any, str]):
    """Names without their namespace by tag: a document has few tags and asks for them on every step."""

    def __missing__(self, tag: Any) -> str:
        """The name of a tag that is new, empty for what is no element."""
        name = tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
        if len(self) < REMEMBERED_TAGS:
            self[tag] = name
        return name


NAMES = LocalNames()


def parse_xml(content: bytes) -> Element:
    """The root element. Raises UnreadableDocumentError on a DTD, on broken XML and on XML beyond libxml2's limits."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        refuse_without_memory(parser)
        raise UnreadableDocumentError("xml_broken", "文件内部的 XML 已损坏、不完整或嵌套过深。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocumentError("xml_dtd", "文件内部的 XML 带有 DTD 声明，可能是恶意构造，没有读取。")
    return root


def refuse_without_memory(parser: Any) -> None:
    """Raise MemoryError where a parser of lxml ran out of memory, which it only writes into its log."""
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError


def found_by(path: str, root: Element) -> Any:
    """What a path of ours finds below an element. Raises MemoryError where libxml2 has no memory left for it, of which
    it says only that something was wrong with the path."""
    from lxml import etree

    try:
        return root.xpath(path, smart_strings=False)
    except etree.XPathEvalError as error:
        raise MemoryError from error


def local_name(element: Element) -> str:
    """The tag without its namespace: transitional and strict documents differ only in that."""
    return NAMES[element.tag]


def attribute(element: Element, name: str) -> str | None:
    """The attribute of this local name, whatever its namespace."""
    for key, value in element.items():
        if NAMES[key] == name:
            return str(value)
    return None


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this local name."""
    if element is not None:
        for part in element:
            if NAMES[part.tag] == name:
                return part
    return None


def whole_number(text: str | None, default: int, highest: int) -> int:
    """A count as an attribute states it, at least 0 and at most `highest`; the default where it states none."""
    if text == "1":
        return min(1, highest)
    if text is None or not (text.isascii() and text.isdigit()):
        return default
    return highest if len(text) > 9 else min(int(text), highest)
