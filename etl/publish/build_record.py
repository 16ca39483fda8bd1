"""The record of one build, `build.json`: what went in, which code made it, and every file with its fingerprint.

Stage `publish`. The record holds no clock: the same input and code give the same record, except for the number.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RECORD_NAME = "build.json"
FORMAT_VERSION = 1
READ_SIZE = 1 << 20


class RecordError(Exception):
    """build.json is missing, is damaged or is of another format version."""


@dataclass(frozen=True, slots=True)
class InputDocument:
    """One original that went in: its fingerprint, and whether it was read or set aside."""

    document_id: str
    file_path: str
    sha256: str
    byte_count: int
    reading_status: str
    set_aside_text: str | None


@dataclass(frozen=True, slots=True)
class LeftOutPath:
    """A path that gave no document of its own, and why."""

    file_path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many forms one document gave for one division and year; what the next build's floor is measured against."""

    document_id: str
    division_code: str | None
    fiscal_year: int | None
    form_count: int


@dataclass(frozen=True, slots=True)
class TableFile:
    """One Parquet file of a build: rows, distinct keys, bytes, SHA-256 of the file, and SHA-256 of its data pages
    alone.
    """

    row_count: int
    key_count: int
    byte_count: int
    sha256: str
    content_sha256: str


@dataclass(frozen=True, slots=True)
class BuildSource:
    """What a build is made from, before any table is written. `inputs_id` is the fingerprint of inputs and code
    together.
    """

    inputs_id: str
    code_version: str
    reader_version: str
    inputs: tuple[InputDocument, ...]
    left_out: tuple[LeftOutPath, ...]
    form_counts: tuple[FormCount, ...]
    findings_by_severity: dict[str, int]
    notice_text: str | None = None


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """One build as build.json tells it. `build_id` is the fingerprint of the inputs, the code and every table's
    content.
    """

    format_version: int
    build_id: str
    number: int
    source: BuildSource
    files: dict[str, TableFile]

    def row_count(self, table_name: str) -> int:
        """How many rows a table of the build has. Raises KeyError for a table that the build does not have."""
        return self.files[file_name(table_name)].row_count

    def to_bytes(self) -> bytes:
        """The record as the bytes of build.json."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def file_name(table_name: str) -> str:
    """The name of a table's file in a build folder."""
    return f"{table_name}.parquet"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError when it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(READ_SIZE):
            digest.update(piece)
    return digest.hexdigest()


def load_record(folder: Path) -> tuple[BuildRecord, str]:
    """The record of a build folder and the SHA-256 of its file. Raises RecordError when it cannot be used."""
    try:
        content = (folder / RECORD_NAME).read_bytes()
        return parse_record(json.loads(content)), hashlib.sha256(content).hexdigest()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordError(f"{folder.name}/{RECORD_NAME} 不能使用：{error}") from error


def parse_record(declared: dict[str, Any]) -> BuildRecord:
    """A record from its JSON. Raises ValueError on another format version, KeyError or TypeError on a missing or
    extra key.
    """
    if declared["format_version"] != FORMAT_VERSION:
        raise ValueError(f"格式版本 {declared['format_version']}，应为 {FORMAT_VERSION}")
    source = declared["source"]
    inputs = tuple(InputDocument(**one) for one in source["inputs"])
    left_out = tuple(LeftOutPath(**one) for one in source["left_out"])
    form_counts = tuple(FormCount(**one) for one in source["form_counts"])
    return BuildRecord(
        format_version=declared["format_version"],
        build_id=declared["build_id"],
        number=declared["number"],
        source=BuildSource(**(source | {"inputs": inputs, "left_out": left_out, "form_counts": form_counts})),
        files={name: TableFile(**one) for name, one in declared["files"].items()},
    )
