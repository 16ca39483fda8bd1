"""Pictures of pages in a published folder: one file per content, shared by all builds that show the page.

Stage `publish`. Layout: `pictures/<2 hex digits>/<sha256>.png`, never changed. The table raw_page_picture of a build,
which its record fingerprints, names them by their SHA-256; so the record vouches for the pictures too. A picture is
written before the build that names it is published, and removed when no build that lies there names it. A run that
failed leaves its pictures, which cost the most time, to the next one.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from etl.publish.build_record import RecordError, file_name, load_record, sha256_of
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
    """Keep pictures under their fingerprints, which are returned; what is there and sound stays as it is.

    The content is durable, the names become so with `sync_pictures`.
    """
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
    if staging.exists():
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


def sync_pictures(root: Path, folder: Path) -> None:
    """Make the names of all pictures of a build durable, those that an earlier, killed run wrote too."""
    parents = {picture_path(root, sha256).parent for sha256 in named_pictures(folder)}
    for parent in sorted(parents):
        sync_folder(parent)
    if parents:
        sync_folder(root / PICTURES)
        sync_folder(root)


def remove_unused_pictures(root: Path) -> None:
    """Remove the pictures that no build that lies there names; none while it is not certain what a build names."""
    folders = list((root / "builds").iterdir())
    if not all(is_list_sound(folder) for folder in folders):
        return
    used = set[str]().union(*(named_pictures(folder) for folder in folders))
    for path in (root / PICTURES).glob("*/*"):
        if path.stem not in used and not path.parent.is_symlink():
            path.unlink()


def is_list_sound(folder: Path) -> bool:
    """Whether a build's list of pictures is as recorded."""
    try:
        record, _ = load_record(folder)
        file = record.files.get(file_name(TABLE))
        return file is None or sha256_of(folder / file_name(TABLE)) == file.sha256
    except (RecordError, OSError):
        return False
