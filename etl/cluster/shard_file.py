"""The file in which a worker leaves what a batch of documents gave, and from which the command collects it.

Input and output: results of `run_guarded`, one after the other, so that neither side holds a whole batch. A file is
written aside and renamed, and ends in the SHA-256 of all before: one that is torn, or of another hand, is not read.
"""

import hashlib
import os
import struct
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from etl.document_guard import Failure, parse_answer, write_answer

ENTRY = struct.Struct(">IQ")  # position of the task, bytes of its answer
SEAL_BYTES = 32
PIECE_BYTES = 1 << 20


def write_shard(path: Path, results: Iterable[tuple[int, bytes | Failure]], limit: int) -> None:
    """Write the results; what stands at the path is whole, whoever else writes there at the same time.

    Raises OSError when the folder cannot be written.
    """
    fresh, digest = path.with_name(f".{uuid.uuid4().hex}"), hashlib.sha256()
    try:
        with fresh.open("wb") as file:
            for task_no, result in results:
                answer = write_answer(result, limit)
                for part in (ENTRY.pack(task_no, len(answer)), answer):
                    digest.update(part)
                    file.write(part)
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())  # another machine reads it next
        os.replace(fresh, path)  # noqa: PTH105 - as in etl/publish/durable_files.py
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def is_sound(path: Path) -> bool:
    """Whether a whole shard stands at the path."""
    try:
        left = path.stat().st_size - SEAL_BYTES
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while left > 0:
                piece = file.read(min(left, PIECE_BYTES))
                if not piece:
                    return False
                digest.update(piece)
                left -= len(piece)
            return file.read() == digest.digest()
    except OSError:  # absent, or not to be seen from here yet
        return False


def load_shard(path: Path) -> Iterator[tuple[int, bytes | Failure]]:
    """The results of a sound shard. Raises OSError when it cannot be read any more."""
    left = path.stat().st_size - SEAL_BYTES
    with path.open("rb") as file:
        while left > 0:
            task_no, size = ENTRY.unpack(file.read(ENTRY.size))
            yield task_no, parse_answer(file.read(size))
            left -= ENTRY.size + size
