"""Pictures of pages in a published folder: one file per content, shared by all builds that show the page.

Stage `publish`. Layout: `pictures/<2 hex digits>/<sha256>.png`, never changed. The table raw_page_picture of a build,
which its record fingerprints, names them by their SHA-256; so the record vouches for the pictures too. A picture is
written before the build that names it is published, and removed when no build that lies there names it.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from etl.publish.build_record import file_name
from etl.publish.durable_files import sync_folder, write_durably

PICTURES = "pictures"
TABLE, COLUMN = "raw_page_picture", "picture_sha256"


def picture_path(root: Path, sha256: str) -> Path:
    """Where a published folder keeps the picture of a fingerprint."""
    return root / PICTURES / sha256[:2] / f"{sha256}.png"


def is_picture_sound(root: Path, sha256: str) -> bool:
    """Whether a picture is there and has the bytes of its name."""
    try:
        content = picture_path(root, sha256).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == sha256


def keep_pictures(root: Path, contents: Iterable[bytes]) -> list[str]:
    """Make pictures durable under their fingerprints, which are returned; what is there and sound stays as it is."""
    fingerprints = []
    staging = root / "staging" / uuid.uuid4().hex
    for content in contents:
        sha256 = hashlib.sha256(content).hexdigest()
        fingerprints.append(sha256)
        if is_picture_sound(root, sha256):
            continue
        target = picture_path(root, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(parents=True, exist_ok=True)
        write_durably(staging / target.name, content)
        os.replace(staging / target.name, target)  # noqa: PTH105 - as in durable_files.py
        sync_folder(target.parent)
    if staging.exists():
        sync_folder(root / PICTURES)
        sync_folder(root)
        shutil.rmtree(staging)
    return fingerprints


def named_pictures(folder: Path) -> set[str]:
    """The fingerprints that a build names; none for a build from before there were pictures."""
    table = folder / file_name(TABLE)
    if not table.exists():
        return set()
    return set(pl.read_parquet(table, columns=[COLUMN])[COLUMN].drop_nulls())


def check_pictures(root: Path, folder: Path) -> list[str]:
    """Faults of the pictures that a build names: missing or damaged."""
    return [
        f"页面图 {sha256[:12]}… 缺失或已损坏。"
        for sha256 in sorted(named_pictures(folder))
        if not is_picture_sound(root, sha256)
    ]


def remove_unused_pictures(root: Path) -> None:
    """Remove the pictures that no build that lies there names."""
    used = set[str]().union(*(named_pictures(folder) for folder in (root / "builds").iterdir()))
    for path in (root / PICTURES).glob("*/*"):
        if path.stem not in used:
            path.unlink()
