"""Bytes of a web page decoded, with the help of the charset that the page names.

Input: bytes. Output: the text and the name of its encoding. Stage `readers`.
"""

import re

from etl.findings import UnreadableDocumentError
from etl.readers.decode_text import TRADE_WORDS, decode_text

META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
HEAD_BYTES = 8192
# A charset that a page names, as it is meant: gb2312 and gbk pages use characters of GB18030.
CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
CHARSETS |= {"utf-8": "utf-8", "utf8": "utf-8"}


def decode_page(content: bytes) -> tuple[str, str]:
    """The text of a page and its encoding: UTF-8 where it is strictly that, else the charset it names. Its head may
    hold half a character, where a program cut a description of the page to its length; nobody sees the head."""
    try:
        return decode_text(content)
    except UnreadableDocumentError:
        named = META_CHARSET.search(content[:HEAD_BYTES])
        encoding = CHARSETS.get(named.group(1).decode("ascii").lower()) if named else None
        if encoding is None:
            raise
    body = max(content.lower().find(b"<body"), 0)
    try:
        text = content[:body].decode(encoding, errors="replace") + content[body:].decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"网页标明是 {encoding}，但第 {body + error.start + 1} 个字节起无法解码，文件可能不完整。"
        raise UnreadableDocumentError("encoding_broken", reason) from error
    if not any(word in text for word in TRADE_WORDS):
        raise UnreadableDocumentError("encoding_uncertain", "网页的文本编码无法确定。")
    return text, encoding
