"""The folder of a published build: its tables once every byte is verified, held while they are used.

Input: `builds/<12 digits>/` with `build.json`, which lists the SHA-256 of every Parquet file. Output: a `Build`, and
its tables as pyarrow tables. Which build is current says `build_pointer.py`. Side of the pages.
"""

import hashlib
import json
import os
import re
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

LOADED_CELLS = (
    16_000_000  # rows by columns, some 300 MB; the largest tables of a build with more are read from their files
)
READ_BYTES = 1 << 20
PUBLISHED_VARIABLE = "JIXIAO_PUBLISHED"
BUILD_ANEW = "请运行 python -m etl build 重新生成"
DEFAULT_PUBLISHED = Path("data/published")
TABLE_FILE = re.compile(r"^((?:raw|core|audit|mart|meta)_[a-z_]+)\.parquet$")


class PublishedDataError(Exception):
    """The pages cannot show data; the text is one Chinese sentence that says why and what to do."""


class NoBuildError(PublishedDataError):
    """Nothing has been published yet."""


class DamagedBuildError(PublishedDataError):
    """What was published is not what the build record says."""


class QuestionError(PublishedDataError):
    """A question that takes more time or memory than it may: the analyst asks for less."""


class OldBuildError(PublishedDataError):
    """A build that lacks a table or column which this version of the pages asks for."""


@dataclass(frozen=True, slots=True)
class Build:
    """One published build: where it lies, its number, and the SHA-256 of its record, which fixes its content."""

    folder: Path
    number: int
    record_sha256: str

    @property
    def name(self) -> str:
        """The number as people, files and decisions name it: without the zeros of the folder."""
        return str(self.number)


def published_folder() -> Path:
    """The folder of all builds, as the environment names it."""
    return Path(os.environ.get(PUBLISHED_VARIABLE) or DEFAULT_PUBLISHED)


def build_path(folder: Path, number: int) -> Path:
    """Where a build lies."""
    return folder / "builds" / f"{number:012d}"


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file system says of a file; equal marks of one path mean that nobody wrote, moved or replaced it."""

    device: int
    inode: int
    byte_count: int
    written_ns: int
    changed_ns: int


def mark_of(state: os.stat_result) -> FileMark:
    """The mark of a file's state."""
    return FileMark(state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


class BuildLease:
    """A shared lock on a build's folder for as long as the object lives, so that old builds in use are not removed."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._stored: dict[str, tuple[str, FileMark]] = {}
        if sys.platform == "win32":  # no locks on folders there; Windows itself refuses to remove files in use
            return
        import fcntl

        try:
            descriptor = os.open(build.folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise DamagedBuildError(f"批次 {build.number} 的文件夹不在了，{BUILD_ANEW}。") from error
        weakref.finalize(self, os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            raise DamagedBuildError(f"批次 {build.number} 正在被清理，请刷新页面。") from error

    def load_tables(self) -> Iterator[tuple[str, pa.Table]]:
        """Every table of the build by name, each verified against the record. Raises DamagedBuildError."""
        for table_name, file_name, sha256 in self._load_table_files():
            yield table_name, self._load_table(file_name, sha256)

    def load_small_tables(self, most_cells: int) -> Iterator[tuple[str, pa.Table | Path]]:
        """The same, but of the largest tables, where all together have more cells than may be loaded, the path of the
        verified file. `verify_stored` tells later whether those are still the files that were verified.
        """
        files = sorted((self._cell_count(file[1]), *file) for file in self._load_table_files())
        loaded = 0
        for cell_count, table_name, file_name, sha256 in files:
            loaded += cell_count
            if loaded <= most_cells:
                yield table_name, self._load_table(file_name, sha256)
            else:
                self._verify_stored_file(file_name, sha256)
                yield table_name, (self.build.folder / file_name).resolve()

    def verify_stored(self) -> None:
        """Raise DamagedBuildError where a file that is read as it lies is not the one that was verified any more.

        A file whose mark changed is read through again: a backup may touch it and leave every byte.
        """
        for file_name, (sha256, mark) in list(self._stored.items()):
            try:
                is_same = mark_of((self.build.folder / file_name).stat()) == mark
            except OSError as error:
                raise self._unreadable(file_name) from error
            if not is_same:
                self._verify_stored_file(file_name, sha256)

    def _load_table_files(self) -> list[tuple[str, str, str]]:
        """Name, file and SHA-256 of every table that the record lists."""
        files = []
        for file_name, sha256 in self._load_file_hashes().items():
            named = TABLE_FILE.match(file_name)
            if named is None:
                raise DamagedBuildError(f"批次 {self.build.number} 的记录列有不认识的文件，{BUILD_ANEW}。")
            files.append((named.group(1), file_name, sha256))
        return files

    def _load_table(self, file_name: str, sha256: str) -> pa.Table:
        content = self._load_verified(file_name, sha256)
        try:
            return pq.ParquetFile(pa.BufferReader(content)).read()
        except pa.ArrowException as error:
            raise DamagedBuildError(f"批次 {self.build.number} 的文件 {file_name} 无法解读，{BUILD_ANEW}。") from error

    def _cell_count(self, file_name: str) -> int:
        """Rows by columns, as the footer says; nothing rests on it but whether the table is loaded."""
        try:
            metadata = pq.read_metadata(self.build.folder / file_name)
        except OSError as error:
            raise self._unreadable(file_name) from error
        except (pa.ArrowException, UnicodeDecodeError):  # the second where names of columns are damaged
            return 0  # what it is then is said when it is verified
        return int(metadata.num_rows * metadata.num_columns)

    def _verify_stored_file(self, file_name: str, sha256: str) -> None:
        """Read a file through, and keep its mark from before the first byte was read."""
        try:
            with (self.build.folder / file_name).open("rb") as file:
                mark = mark_of(os.fstat(file.fileno()))
                digest = hashlib.sha256()
                while piece := file.read(READ_BYTES):
                    digest.update(piece)
        except OSError as error:
            raise self._unreadable(file_name) from error
        if digest.hexdigest() != sha256:
            raise DamagedBuildError(f"批次 {self.build.number} 的文件 {file_name} 与记录不符，{BUILD_ANEW}。")
        self._stored[file_name] = (sha256, mark)

    def _unreadable(self, file_name: str) -> DamagedBuildError:
        return DamagedBuildError(f"批次 {self.build.number} 的文件 {file_name} 不在了或无法读取，{BUILD_ANEW}。")

    def _load_file_hashes(self) -> dict[str, str]:
        content = self._load_verified("build.json", self.build.record_sha256)
        try:
            return {file_name: str(file["sha256"]) for file_name, file in json.loads(content)["files"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedBuildError(f"批次 {self.build.number} 的记录 build.json 无法解读，{BUILD_ANEW}。") from error

    def _load_verified(self, file_name: str, sha256: str) -> bytes:
        try:
            content = (self.build.folder / file_name).read_bytes()
        except OSError as error:
            raise self._unreadable(file_name) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedBuildError(f"批次 {self.build.number} 的文件 {file_name} 与记录不符，{BUILD_ANEW}。")
        return content
