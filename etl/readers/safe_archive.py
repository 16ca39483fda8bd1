"""The parts of a zip container (docx, xlsx, ods, zip), unpacked in memory and counted while unpacking.

Input: the bytes of the container. Output: names and parts. Stage `readers`. Nothing is ever written to disk; what a
hostile container tries (bombs, overlapping parts, escaping names) is refused.
"""

import io
import zipfile
import zlib
from itertools import pairwise

from etl.findings import UnreadableDocumentError
from etl.readers.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    MEMBER_BYTES,
    MEMBER_NAME_LENGTH,
    PACKING_RATIO,
    RATIO_COUNTS_FROM,
)

ENCRYPTED_FLAG, UTF_8_FLAG = 0x1, 0x800
LOCAL_HEADER_SIZE = 30
PIECE = 1 << 16


class SafeArchive:
    """The parts of one container. Raises UnreadableDocumentError on opening when the container itself is unsound."""

    def __init__(self, content: bytes) -> None:
        self.unpacked_bytes = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
            raise UnreadableDocumentError("zip_broken", "压缩容器已损坏或不完整，打不开。") from error
        entries = self._zip.infolist()
        if len(entries) > ARCHIVE_MEMBERS:
            raise UnreadableDocumentError("zip_too_many", f"压缩容器内超过 {ARCHIVE_MEMBERS} 个文件，没有读取。")
        self.entries = {member_name(entry): entry for entry in entries}
        if len({name.casefold() for name in self.entries}) < len(entries):
            raise UnreadableDocumentError("zip_duplicate", "压缩容器内有重名的文件，没有读取。")
        refuse_unsafe_names(self.entries)
        refuse_overlaps(entries)

    def names(self) -> list[str]:
        """The names of the parts, folders left out, in the order of the container."""
        return [name for name, entry in self.entries.items() if not entry.is_dir()]

    def read(self, name: str) -> bytes:
        """One part. Raises UnreadableDocumentError when it is absent, encrypted, damaged or too large."""
        entry = self.entries.get(name)
        if entry is None:
            raise UnreadableDocumentError("part_missing", f"文件内部缺少 {name}，可能已损坏。")
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise UnreadableDocumentError("encrypted", "文件有密码，没有读取；请提供没有密码的版本。")
        pieces, size = [], 0
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(PIECE):
                    size += len(piece)
                    self.unpacked_bytes += len(piece)
                    self._refuse_bomb(size, entry.compress_size)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise UnreadableDocumentError("zip_broken", f"文件内部的 {name} 已损坏或不完整。") from error
        return b"".join(pieces)

    def _refuse_bomb(self, size: int, packed: int) -> None:
        """Stop where a part or the whole grows beyond what a form can need."""
        is_bomb = size > RATIO_COUNTS_FROM and size > PACKING_RATIO * max(packed, 1)
        if size > MEMBER_BYTES or self.unpacked_bytes > ARCHIVE_BYTES or is_bomb:
            raise UnreadableDocumentError("zip_bomb", "文件内部解开后异常庞大，没有读取。")


def member_name(entry: zipfile.ZipInfo) -> str:
    """The name of a part; a name that is not marked as UTF-8 is read as UTF-8 or GB18030 where it can be."""
    if entry.flag_bits & UTF_8_FLAG:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def refuse_unsafe_names(names: dict[str, zipfile.ZipInfo]) -> None:
    """Names that leave the container or hide something mark it as made to deceive."""
    for name in names:
        path = name.replace("\\", "/")
        leaves = path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/")
        if leaves or len(name) > MEMBER_NAME_LENGTH or not name.isprintable():
            raise UnreadableDocumentError("zip_unsafe_name", "压缩容器内有不安全的文件名，没有读取。")


def refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Parts that share bytes are a known bomb."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(ordered):
        if entry.header_offset + LOCAL_HEADER_SIZE + entry.compress_size > following.header_offset:
            raise UnreadableDocumentError("zip_overlap", "压缩容器内的文件相互重叠，没有读取。")
