"""Which file format some bytes are, by their first bytes, so that a picture named .txt is refused by name.

Input: the bytes of one document. Stage `readers`.
"""

from etl.findings import UnreadableDocumentError

# First bytes of the formats that are met in publication folders; the words are shown to the analyst.
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件（docx、xlsx 等）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls 等）"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
)
BITMAP_HEADER_SIZE = 54  # "BM" also begins ordinary words; a bitmap's header names its own length


def refuse_non_text(content: bytes) -> None:
    """Raise UnreadableDocumentError when the bytes begin like a format that is no text."""
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise UnreadableDocumentError("format_not_text", f"内容是{name}，当前版本不能读取。")


def is_picture(content: bytes) -> bool:
    """Whether the bytes begin like a picture."""
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    return is_webp or content.startswith(PICTURES) or (content.startswith(b"BM") and is_bitmap(content))


def is_bitmap(content: bytes) -> bool:
    """Whether bytes that begin with BM are a bitmap: its header repeats the length of the file."""
    return len(content) >= BITMAP_HEADER_SIZE and int.from_bytes(content[2:6], "little") == len(content)
