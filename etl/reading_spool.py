"""What was read from each document, kept in one file for as long as a build is made: a build holds places, not rows.

Input and output: the bytes of a reading by document_id. Used by read_batch.py and the steps. The last reading of a
document counts; the file is the run's own and is removed with its folder.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from etl.document_rows import DocumentRows

CODEC, LEVEL = "zstd", 1


class ReadingSpool:
    """Readings by document_id, compressed in a file."""

    def __init__(self, file: BinaryIO) -> None:
        from pyarrow import Codec  # not above: reading processes, which know the tasks, start no threads for it

        self._file = file
        self._codec = Codec(CODEC, LEVEL)
        self._places: dict[str, tuple[int, int, int]] = {}  # offset, bytes in the file, bytes of the reading

    def __getitem__(self, document_id: str) -> DocumentRows:
        """The rows of a document, unpacked when they are asked for. Raises KeyError where nothing was read."""
        offset, packed_bytes, byte_count = self._places[document_id]
        self._file.seek(offset)
        return DocumentRows.from_json(self._codec.decompress(self._file.read(packed_bytes), byte_count, asbytes=True))

    def find(self, document_id: str) -> DocumentRows | None:
        """The rows of a document; None where nothing was read."""
        return self[document_id] if document_id in self._places else None

    def keep(self, document_id: str, content: bytes) -> None:
        """Keep the reading of a document. Raises OSError when the disk is full."""
        packed = self._codec.compress(content, asbytes=True)
        offset = self._file.seek(0, 2)
        self._file.write(packed)
        self._places[document_id] = (offset, len(packed), len(content))

    def byte_count(self, document_id: str | None = None) -> int:
        """The bytes of the reading of a document; of all where none is named."""
        named = self._places.values() if document_id is None else (self._places[document_id],)
        return sum(byte_count for _, _, byte_count in named)


@contextmanager
def open_spool(path: Path) -> Iterator[ReadingSpool]:
    """A spool without readings, in a new file that is removed at the end."""
    with path.open("x+b") as file:
        yield ReadingSpool(file)
    path.unlink()
