"""Registers the documents inside an archive as originals of their own, beside the archive that holds them.

Input: what the reading process found in the archive. Output: `SourceDocument` and `LeftOut` records. Stage `collect`.
What the manifest says about the archive holds for its members, unless it has a row for a member itself.
"""

from dataclasses import dataclass, replace

from etl.collect.find_documents import LeftOut
from etl.collect.manifest import Description, Descriptions
from etl.collect.source_document import SourceDocument
from etl.records import SetAside


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One document of an archive: its name there and its fingerprint."""

    name: str
    sha256: str
    byte_count: int
    media_type: str


def register_member(archive: SourceDocument, member: ArchivedFile, descriptions: Descriptions) -> SourceDocument:
    """The original that lies in an archive."""
    file_path = f"{archive.file_path}/{member.name}"
    inherited = Description(archive.publisher_name, archive.source_url, archive.collected_date)
    description = descriptions.get((file_path, member.sha256), inherited)
    return replace(
        archive,
        file_path=file_path,
        file_name=member.name.rsplit("/", 1)[-1],
        byte_count=member.byte_count,
        sha256=member.sha256,
        media_type=member.media_type,
        publisher_name=description.publisher_name,
        source_url=description.source_url,
        collected_date=description.collected_date,
        member_path=(*archive.member_path, member.name),
    )


def leave_out_member(archive: SourceDocument, name: str, set_aside: SetAside) -> LeftOut:
    """A member of an archive that could not be taken out of it."""
    return LeftOut(f"{archive.file_path}/{name}", set_aside, archive.document_id)
