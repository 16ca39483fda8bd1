"""The parts of a zip container (docx, xlsx, ods, zip), unpacked in memory and counted while unpacking.

Input: the bytes of the container. Output: names and parts. Stage `readers`. Nothing is ever written to disk; what a
hostile container tries (bombs, overlapping parts, escaping names) is refused: the whole of an office document, the one
member of an archive of documents.
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
COUNTED_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others hand out a bomb whole before it can be counted


class SafeArchive:
    """The parts of one container. Raises UnreadableDocumentError on opening when the container itself is unsound."""

    def __init__(self, content: bytes) -> None:
        self.unpacked_bytes = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
            raise UnreadableDocumentError("zip_broken", "压缩容器已损坏或不完整，打不开。") from error
        self.listed = [(member_name(entry), entry) for entry in self._zip.infolist()]
        if len(self.listed) > ARCHIVE_MEMBERS:
            raise UnreadableDocumentError("zip_too_many", f"压缩容器内超过 {ARCHIVE_MEMBERS} 个文件，没有读取。")
        refuse_overlaps([entry for _, entry in self.listed])
        self.entries = dict(self.listed)

    def refuse_unsafe_parts(self) -> None:
        """Raises UnreadableDocumentError where the parts of an office document have names that nobody gives them."""
        if len({name.casefold() for name in self.entries}) < len(self.listed):
            raise UnreadableDocumentError("zip_duplicate", "压缩容器内有重名的文件，没有读取。")
        if any(is_unsafe_name(name) for name in self.entries):
            raise UnreadableDocumentError("zip_unsafe_name", "压缩容器内有不安全的文件名，没有读取。")

    def names(self) -> list[str]:
        """The names of the parts, folders left out, in the order of the container."""
        return [name for name, entry in self.entries.items() if not is_folder(entry)]

    def read(self, name: str) -> bytes:
        """One part. Raises UnreadableDocumentError when it is absent, encrypted, damaged or too large."""
        entry = self.entries.get(name)
        if entry is None:
            raise UnreadableDocumentError("part_missing", f"文件内部缺少 {name}，可能已损坏。")
        return self.read_entry(name, entry)

    def read_entry(self, name: str, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of one entry. Raises UnreadableDocumentError when it is encrypted, damaged or too large."""
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise UnreadableDocumentError("encrypted", "文件有密码，没有读取；请提供没有密码的版本。")
        if entry.compress_type not in COUNTED_METHODS:
            raise UnreadableDocumentError("zip_method", "文件内部用了少见的压缩方法，没有读取；请用普通方式重新压缩。")
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


def is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder; unlike `ZipInfo.is_dir`, of an entry without a name too."""
    return entry.filename.endswith("/")


def is_unsafe_name(name: str) -> bool:
    """Whether a name is none, leaves the container or hides something, as only one made to deceive does."""
    path = name.replace("\\", "/")
    leaves = path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/")
    return not name or leaves or len(name) > MEMBER_NAME_LENGTH or not name.isprintable()


def refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Parts that share bytes are a known bomb."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(ordered):
        if entry.header_offset + LOCAL_HEADER_SIZE + entry.compress_size > following.header_offset:
            raise UnreadableDocumentError("zip_overlap", "压缩容器内的文件相互重叠，没有读取。")
