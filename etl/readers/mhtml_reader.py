"""Web pages saved with their parts in one file (.mht, and .doc files that are one): the page itself is read.

Input: the bytes of the file. Output: a CellGrid. Stage `readers`.
"""

from email import message_from_bytes

from etl.findings import UnreadableDocumentError
from etl.readers.html_reader import read_html
from etl.records import CellGrid


def read_mhtml(content: bytes) -> CellGrid:
    """The grid of the first web page in the file."""
    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html" and isinstance(page := part.get_payload(decode=True), bytes):
            return read_html(page)
    raise UnreadableDocumentError("html_broken", "单个文件网页里没有网页正文。")
