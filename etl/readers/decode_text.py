"""Bytes of a text document decoded without guessing garbage.

Input: bytes. Output: the text and the name of its encoding. Stage `readers`. The order (mark, strict UTF-8,
UTF-16 by its zero bytes, GB18030, Big5) was measured right on all true cases; GB18030 and Big5 accept
nearly any bytes, so they count only when the text holds a word of this trade.
"""

import codecs
import re

from etl.findings import UnreadableDocumentError

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TRADE_WORDS = ("项目", "预算", "绩效", "指标", "资金", "財政", "專案", "預算", "績效")
GLOSS = re.compile("[(（][a-z\u00e0-\u024f]{1,7}[)）]")  # how a character is read, set behind it: 預(yù)算
BIG5 = "big5hkscs"
ZERO_SHARE = 0.2  # Chinese in UTF-16 has few zero bytes, but its digits, tabs and line ends have one each


def decode_text(content: bytes) -> tuple[str, str]:
    """The decoded text and its encoding. Raises UnreadableDocumentError with the byte position where decoding fails."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return decode_strictly(content, encoding, len(mark) if encoding == "utf-8-sig" else 0), encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_failure = error
    else:
        if text.count("\0") > ZERO_SHARE * len(text):
            raise UnreadableDocumentError("encoding_uncertain", "内容大多是零字节，不是文本，没有读取。")
        return text, "utf-8"
    for encoding in utf16_candidates(content):
        text = content.decode(encoding, errors="replace")
        if any(word in text for word in TRADE_WORDS):
            return decode_strictly(content, encoding, len(mark) if encoding == "utf-8-sig" else 0), encoding
    for encoding in ("gb18030", BIG5):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = GLOSS.sub("", text)
        if any(word in plain for word in TRADE_WORDS):
            return text, encoding
    raise UnreadableDocumentError(
        "encoding_uncertain",
        f"文本编码无法确定：不是完整的 UTF-8（第 {utf8_failure.start + 1} 个字节起有误），"
        "也不是可辨认的 GB18030、Big5 或 UTF-16。",
    )


def utf16_candidates(content: bytes) -> list[str]:
    """UTF-16 without a mark, told by which half of the byte pairs holds the zeros of ASCII characters."""
    sample = content[:4096]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    if sum(zeros) < ZERO_SHARE * len(sample) / 2:
        return []
    return ["utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"]


def decode_strictly(content: bytes, encoding: str, unseen: int = 0) -> str:
    """The text, or UnreadableDocumentError naming the first byte that is not of the encoding.

    `unseen` is the number of leading bytes that the codec does not count.
    """
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            "encoding_broken",
            f"文本标明是 {encoding}，但第 {error.start + 1 + unseen} 个字节起无法解码，文件可能不完整。",
        ) from error
