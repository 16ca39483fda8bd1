"""The documents inside an archive (.zip), one after the other, each with its bytes or the reason why it has none.

Input: the bytes of the archive. Output: `Member` records. Stage `readers`. A member that is encrypted, damaged, a link
or made to deceive costs itself only; nothing is written to disk.
"""

import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from etl.findings import UnreadableDocumentError
from etl.readers.file_format import FileFormat, detect_format
from etl.readers.safe_archive import SafeArchive, is_folder, is_unsafe_name
from etl.records import SetAside

LEFT_BY_SYSTEMS = ("__macosx/", ".", "thumbs.db", "desktop.ini", "~$")
MADE_ON_UNIX = 3
SHOWN_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Member:
    """One document of an archive under its name: its bytes, or why it has none."""

    name: str
    content: bytes | SetAside


def is_archive(content: bytes) -> bool:
    """Whether bytes are an archive of documents. Raises UnreadableDocumentError on a container that is unsound."""
    return content.startswith(b"PK\x03\x04") and detect_format(content, ".zip") is FileFormat.ZIP


def list_members(content: bytes) -> Iterator[Member]:
    """The documents of an archive in its order, folders and what systems leave there passed over.

    Raises UnreadableDocumentError when the archive itself is unsound.
    """
    archive = SafeArchive(content)
    entries = [(tidy_name(name), entry) for name, entry in archive.listed if not is_folder(entry)]
    entries = [(name, entry) for name, entry in entries if not is_left_by_system(name)]
    counts = Counter(name for name, _ in entries)
    for name, entry in entries:
        try:
            refuse_member(name, entry, counts[name])
            yield Member(name, archive.read_entry(name, entry))
        except UnreadableDocumentError as error:
            yield Member(printable_name(name), SetAside(error.code, error.reason))


def load_member(archive: SafeArchive, name: str) -> bytes:
    """The bytes of one member by the name that `list_members` gives. Raises UnreadableDocumentError."""
    for listed, entry in archive.listed:
        if tidy_name(listed) == name and not is_folder(entry):
            archive.unpacked_bytes = 0
            return archive.read_entry(name, entry)
    raise UnreadableDocumentError("part_missing", f"压缩包内没有 {name}。")


def refuse_member(name: str, entry: zipfile.ZipInfo, count: int) -> None:
    """Raises UnreadableDocumentError where a member is not one plain file under one honest name."""
    if is_unsafe_name(name):
        raise UnreadableDocumentError("zip_unsafe_name", "压缩包内的文件名不安全，没有读取。")
    if count > 1:
        raise UnreadableDocumentError("zip_duplicate", f"压缩包内有 {count} 个同名文件，分不清用哪一个，没有读取。")
    kind = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == MADE_ON_UNIX else 0
    if kind == stat.S_IFLNK:
        raise UnreadableDocumentError("member_link", "压缩包内的这个文件是链接，没有内容，没有读取。")
    if kind not in (0, stat.S_IFREG):
        raise UnreadableDocumentError("not_a_file", "压缩包内的这一项不是普通文件，没有读取。")


def tidy_name(name: str) -> str:
    """A name with plain slashes and without empty steps; an absolute one stays so."""
    path = name.replace("\\", "/")
    root = "/" if path.startswith("/") else ""
    return root + "/".join(step for step in path.split("/") if step not in ("", "."))


def printable_name(name: str) -> str:
    """A name that any table can hold and a person can read: what does not print is written out, what is long is cut."""
    shown = "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in name)
    return shown if len(shown) <= SHOWN_NAME_LENGTH else f"{shown[:SHOWN_NAME_LENGTH]}…"


def is_left_by_system(name: str) -> bool:
    """Whether a member is what a system leaves in archives and nobody put there."""
    path = name.lower()
    return path.startswith("__macosx/") or path.rsplit("/", 1)[-1].startswith(LEFT_BY_SYSTEMS)
