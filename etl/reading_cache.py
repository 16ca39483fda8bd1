"""Keeps what was read from each document, so that the next build reads only what is new or changed.

Input and output: the bytes of a reading, under the document's fingerprint and the reader's version. Used by
pipeline.py. An entry that is torn or damaged counts as absent: its first line is the SHA-256 of the rest.
"""

import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

VARIANT_LENGTH = 16


@dataclass(frozen=True, slots=True)
class ReadingCache:
    """The readings of one reader version below a folder."""

    folder: Path
    reader_version: str

    def load(self, sha256: str, variant: str) -> bytes | None:
        """The reading of a document, None when there is none that can be trusted."""
        try:
            seal, _, content = self._path(sha256, variant).read_bytes().partition(b"\n")
        except OSError:  # absent, unreadable, not a file: a cache that does not answer costs time, never the build
            return None
        return content if hashlib.sha256(content).hexdigest().encode() == seal else None

    def save(self, sha256: str, variant: str, content: bytes) -> None:
        """Keep the reading of a document, where the disk lets us: without it the next build reads once more."""
        path = self._path(sha256, variant)
        fresh = path.with_name(f".{uuid.uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            os.replace(fresh, path)  # noqa: PTH105 - as in etl/publish/durable_files.py
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def forget_other_versions(self) -> None:
        """Remove the readings of every other reader version; nothing asks for them any more."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.is_dir() and path.name != self.reader_version:
                    shutil.rmtree(path, ignore_errors=True)

    def _path(self, sha256: str, variant: str) -> Path:
        """Where a reading is kept. The variant is what decides it besides the content."""
        name = hashlib.sha256(variant.encode()).hexdigest()[:VARIANT_LENGTH]
        return self.folder / self.reader_version / sha256[:2] / f"{sha256}-{name}.json"
