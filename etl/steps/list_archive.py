"""Readers and collect joined for one archive: what lies in it, with fingerprints; runs in a child process.

Input: the bytes of an archive. Output: `DocumentRows` with one row a member. Used by read_document.py;
expand_archives.py reads the rows.
"""

import hashlib
from typing import Any

from etl.collect.media_type import HEAD_SIZE, guess_media_type
from etl.document_rows import DocumentRows, describe_archive, set_aside_rows
from etl.readers.archive_members import Member, list_members
from etl.records import SetAside

MEMBER_ROWS = "archive_member"  # in the cache only, no table of a build


def list_archive(content: bytes) -> DocumentRows:
    """The members of an archive. Raises UnreadableDocumentError when the archive itself is unsound."""
    rows = [describe_member(member) for member in list_members(content)]
    lost_count = sum(row["set_aside_code"] is not None for row in rows)
    if lost_count == len(rows):
        first = f"：{rows[0]['set_aside_text']}" if rows else "。"
        return set_aside_rows(SetAside("archive_empty", f"压缩包里没有能取出来的文件{first}"))
    return DocumentRows(describe_archive(len(rows), lost_count), {MEMBER_ROWS: rows})


def describe_member(member: Member) -> dict[str, Any]:
    """The row of one member: its fingerprint, or why it could not be taken out."""
    if isinstance(member.content, SetAside):
        lost = {"set_aside_code": member.content.code, "set_aside_text": member.content.reason}
        return {"name": member.name, **dict.fromkeys(("sha256", "byte_count", "media_type")), **lost}
    return {
        "name": member.name,
        "sha256": hashlib.sha256(member.content).hexdigest(),
        "byte_count": len(member.content),
        "media_type": guess_media_type(member.content[:HEAD_SIZE]),
        "set_aside_code": None,
        "set_aside_text": None,
    }
