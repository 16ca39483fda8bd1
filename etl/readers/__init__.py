"""Stage `readers`: turns a file format into a CellGrid; knows formats, knows no form.

Input: the bytes of one document and its file name. Output: a CellGrid. The readers are listed here by hand, one
line each.
"""

from collections.abc import Callable

from etl.findings import UnreadableDocumentError
from etl.readers.decode_text import decode_text
from etl.readers.file_signature import refuse_non_text
from etl.readers.text_reader import read_text
from etl.records import CellGrid

READERS: dict[str, Callable[[str, str], CellGrid]] = {
    ".txt": read_text,
    ".md": read_text,
}


def read_grid(content: bytes, file_name: str) -> CellGrid:
    """The grid of one document.

    Raises UnreadableDocumentError when the document is empty, is of a format no reader is listed for, or cannot
    be decoded.
    """
    suffix = "." + file_name.rsplit(".", 1)[-1].lower() if "." in file_name else ""
    if not content.strip():
        raise UnreadableDocumentError("empty", "文件是空的，没有可读的内容。")
    refuse_non_text(content)
    reader = READERS.get(suffix)
    if reader is None:
        raise UnreadableDocumentError(
            "format_unknown", f"不支持这种文件格式（{suffix or '无扩展名'}），目前能读 {'、'.join(READERS)}。"
        )
    text, encoding_name = decode_text(content)
    return reader(text, encoding_name)
