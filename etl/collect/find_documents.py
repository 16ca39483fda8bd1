"""Finds the originals under folders and fingerprints them; what is left out is named with its reason.

Input: folders. Output: `Collection`. Stage `collect`. Hidden files, manifest.csv
and build_notice.txt are no originals and are passed over.
"""

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from etl.collect.folder_notice import NOTICE_NAME, load_notice
from etl.collect.manifest import MANIFEST_NAME, Description, Descriptions, load_manifest
from etl.collect.media_type import HEAD_SIZE, guess_media_type
from etl.collect.source_document import SourceDocument
from etl.records import SetAside

READ_SIZE = 1 << 20
DUPLICATE_CONTENT = "duplicate_content"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A path that gives no document of its own, and why.

    `document_id` is that of the original it repeats or of the archive it lies in, if any.
    """

    file_path: str
    set_aside: SetAside
    document_id: str | None = None


@dataclass(slots=True)
class Collection:
    """What was found: the originals in the order of their paths, the paths left out, and what the manifests say."""

    documents: list[SourceDocument] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    descriptions: Descriptions = field(default_factory=dict)
    first_paths: dict[str, str] = field(default_factory=dict)
    notice_text: str | None = None

    def add(self, found: SourceDocument | LeftOut) -> bool:
        """Take up what was found at a path, and say whether it is a new original; the same content counts once."""
        if isinstance(found, LeftOut):
            self.left_out.append(found)
            return False
        if found.sha256 in self.first_paths:
            self.left_out.append(repeated_content(found, self.first_paths[found.sha256]))
            return False
        self.first_paths[found.sha256] = found.file_path
        self.documents.append(found)
        return True

    def sort(self) -> None:
        """Bring everything into the order of the paths."""
        self.documents.sort(key=lambda document: (document.file_path, document.sha256))
        self.left_out.sort(key=lambda left: left.file_path)


def find_documents(folders: list[Path]) -> Collection:
    """The originals under folders, sorted by path; the same content under two paths is taken once.

    Raises NotADirectoryError when a folder does not exist, ManifestError or NoticeError when a manifest or notice
    cannot be read.
    """
    collection = Collection()
    for folder in folders:
        if not folder.is_dir():
            raise NotADirectoryError(f"没有这个文件夹：{folder}")
        descriptions = load_manifest(folder)
        collection.descriptions = descriptions | collection.descriptions
        for location in sorted_paths(folder):
            collection.add(register_path(folder, location, descriptions))
    collection.notice_text = load_notice(folders)
    collection.sort()
    return collection


def sorted_paths(folder: Path) -> list[Path]:
    """Every path under a folder that could be an original, sorted by its relative path; links to folders are not
    followed.
    """
    paths: list[Path] = []
    for parent, folder_names, file_names in os.walk(folder):
        folder_names[:] = [name for name in folder_names if not name.startswith(".")]
        links = [name for name in folder_names if (Path(parent) / name).is_symlink()]
        for name in [*file_names, *links]:
            if not name.startswith(".") and not (name in (MANIFEST_NAME, NOTICE_NAME) and Path(parent) == folder):
                paths.append(Path(parent) / name)
    return sorted(paths, key=lambda path: path.relative_to(folder).as_posix())


def register_path(folder: Path, location: Path, descriptions: Descriptions) -> SourceDocument | LeftOut:
    """The original at a path, or why the path is left out."""
    file_path = printable_path(location.relative_to(folder))
    try:
        if not location.resolve(strict=True).is_relative_to(folder.resolve()):
            return left_out(file_path, "link_outside", "这是指向资料文件夹之外的链接，没有读取。")
        if not stat.S_ISREG(location.stat().st_mode):
            return left_out(file_path, "not_a_file", "这不是普通文件，没有读取。")
        sha256, byte_count, head = fingerprint(location)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        return left_out(file_path, "not_accessible", f"文件打不开（{type(error).__name__}），没有读取。")
    description = descriptions.get((file_path, sha256), Description())
    return SourceDocument(
        location=location,
        file_path=file_path,
        file_name=file_path.rsplit("/", 1)[-1],
        byte_count=byte_count,
        sha256=sha256,
        media_type=guess_media_type(head),
        publisher_name=description.publisher_name,
        source_url=description.source_url,
        collected_date=description.collected_date,
    )


def left_out(file_path: str, code: str, reason: str) -> LeftOut:
    """A path left out for a reason of its own."""
    return LeftOut(file_path, SetAside(code, reason))


def repeated_content(document: SourceDocument, first_path: str) -> LeftOut:
    """A document left out because another path holds the same content."""
    reason = f"内容与 {first_path} 完全相同，只登记一次。"
    return LeftOut(document.file_path, SetAside(DUPLICATE_CONTENT, reason), document.document_id)


def fingerprint(location: Path) -> tuple[str, int, bytes]:
    """The SHA-256, the size in bytes and the first bytes of a file. Raises OSError when it cannot be read."""
    digest, byte_count, head = hashlib.sha256(), 0, b""
    with location.open("rb") as file:
        while piece := file.read(READ_SIZE):
            head = head or piece[:HEAD_SIZE]
            digest.update(piece)
            byte_count += len(piece)
    return digest.hexdigest(), byte_count, head


def printable_path(path: Path) -> str:
    """A relative path as text that any table can hold: bytes that are no UTF-8 are written as escapes."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
