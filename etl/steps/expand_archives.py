"""Makes originals of what lies in archives: each document inside counts as one, wherever else it may lie too.

Input: originals that were read, some of them archives. Output: the originals inside, registered in the collection.
Used by read_collection.py.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from etl.collect.archived_documents import ArchivedFile, leave_out_member, register_member
from etl.collect.find_documents import Collection
from etl.collect.source_document import SourceDocument
from etl.read_batch import Batch
from etl.readers import ARCHIVE_DEPTH
from etl.readers.limits import ARCHIVE_MEMBERS
from etl.records import SetAside
from etl.steps.list_archive import MEMBER_ROWS

TOO_DEEP = SetAside("zip_depth", "压缩包嵌套层次过深，没有读取。")
TOO_MANY = SetAside("zip_too_many", f"压缩包连同内层共超过 {ARCHIVE_MEMBERS} 个文件，这一层没有读取。")


def expand_archives(collection: Collection, read: Iterable[SourceDocument], batch: Batch) -> list[SourceDocument]:
    """The new originals inside those that turned out to be archives; an archive beyond a limit is set aside."""
    counts: Counter[Path] = Counter(found.location for found in collection.documents if found.member_path)
    inside: list[SourceDocument] = []
    for archive in read:
        if archive.document_id not in batch.archives:
            continue
        members = batch.documents[archive.document_id].rows[MEMBER_ROWS]
        counts[archive.location] += len(members)
        beyond = TOO_DEEP if len(archive.member_path) >= ARCHIVE_DEPTH else TOO_MANY
        if beyond is TOO_DEEP or counts[archive.location] > ARCHIVE_MEMBERS:
            batch.set_aside(archive.document_id, beyond)
            continue
        for row in members:
            if row["set_aside_code"] is not None:
                set_aside = SetAside(row["set_aside_code"], row["set_aside_text"])
                collection.add(leave_out_member(archive, row["name"], set_aside))
                continue
            file = ArchivedFile(row["name"], row["sha256"], row["byte_count"], row["media_type"])
            member = register_member(archive, file, collection.descriptions)
            if collection.add(member):
                inside.append(member)
    collection.sort()
    return inside
