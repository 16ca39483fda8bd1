"""The register of originals, `manifest.csv` of a folder: fingerprints by the ETL, descriptions by hand.

Input and output: the manifest file. Stage `collect`. A row belongs to one path with one content; when a file's content
changes, its old row stays and a new one without descriptions is appended, because nobody has described the new content.
"""

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path

from etl.collect.source_document import SourceDocument

MANIFEST_NAME = "manifest.csv"
FINGERPRINT_COLUMNS = ("file_path", "sha256", "byte_count")
DESCRIPTION_COLUMNS = ("publisher_name", "source_url", "collected_date", "note")
COLUMNS = FINGERPRINT_COLUMNS + DESCRIPTION_COLUMNS


class ManifestError(Exception):
    """The manifest of a folder cannot be used; the message says what is wrong with it, in Chinese."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a person wrote about one original; None where nothing is known."""

    publisher_name: str | None = None
    source_url: str | None = None
    collected_date: str | None = None


Descriptions = dict[tuple[str, str], Description]  # by path and SHA-256


def load_manifest(folder: Path) -> Descriptions:
    """The descriptions of a folder's manifest by path and SHA-256; empty when the folder keeps none.

    Raises ManifestError when the file is no UTF-8 CSV with the declared columns.
    """
    path = folder / MANIFEST_NAME
    if not path.exists():
        return {}
    return {
        (row["file_path"], row["sha256"]): Description(
            publisher_name=row["publisher_name"] or None,
            source_url=row["source_url"] or None,
            collected_date=row["collected_date"] or None,
        )
        for row in load_manifest_rows(path)
    }


def load_manifest_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a manifest. Raises ManifestError when it is no UTF-8 CSV with the declared columns."""
    try:
        reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ManifestError(f"{MANIFEST_NAME} 不是 UTF-8 编码的 CSV：{error}") from error
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ManifestError(f"{MANIFEST_NAME} 的列应为 {'、'.join(COLUMNS)}。")
    if bad := next((number for number, row in enumerate(rows, 2) if None in row or None in row.values()), None):
        raise ManifestError(f"{MANIFEST_NAME} 第 {bad} 行的列数不对。")
    return rows


def append_missing_rows(folder: Path, documents: list[SourceDocument]) -> int:
    """Add the folder's documents that its manifest does not have, and return how many; rows that exist are not touched.

    An archive has one row; the documents inside it get none and share what it says, unless a person adds one for them.
    A folder without a manifest is only read, never written to. Raises OSError when the manifest cannot be replaced.
    """
    path = folder / MANIFEST_NAME
    if not path.exists():
        return 0
    rows = load_manifest_rows(path)
    known = {(row["file_path"], row["sha256"]) for row in rows}
    files = (document for document in documents if not document.member_path)
    missing = [document for document in files if (document.file_path, document.sha256) not in known]
    if not missing:
        return 0
    for document in missing:
        fingerprint = (document.file_path, document.sha256, str(document.byte_count))
        rows.append(dict(zip(FINGERPRINT_COLUMNS, fingerprint, strict=True)) | dict.fromkeys(DESCRIPTION_COLUMNS, ""))
    rows.sort(key=lambda row: row["file_path"])
    replacement = path.with_name(f".{MANIFEST_NAME}.new")
    with replacement.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    replacement.replace(path)
    return len(missing)
