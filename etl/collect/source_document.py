"""One original as it is registered at the door.

Output of stage `collect`, read by pipeline.py.
"""

from dataclasses import dataclass
from pathlib import Path

DOCUMENT_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One original: where it is, its fingerprint, and what the manifest says about it (None where it says nothing).

    `file_path` is relative to the folder that was searched; `location` is where this machine has it and is never
    published. A document inside an archive has the location of the archive, and as `member_path` its name in it (and
    before that the names of the archives in between); its `file_path` is that of the archive with these names.
    """

    location: Path
    file_path: str
    file_name: str
    byte_count: int
    sha256: str
    media_type: str
    publisher_name: str | None
    source_url: str | None
    collected_date: str | None
    member_path: tuple[str, ...] = ()

    @property
    def document_id(self) -> str:
        """The identifier of the document in every table: the first 16 hex digits of its fingerprint."""
        return self.sha256[:DOCUMENT_ID_LENGTH]
