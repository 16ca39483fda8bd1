"""The folder of builds: recovery after a crash, numbers, and removal of builds that nobody needs.

Stage `publish`. Layout: `builds/<12 digits>/` never changed after its rename, `staging/<uuid>/` being written or
thrown away, `current.json`. Everything here runs under the publisher's lock. Age is never a reason to remove a build.
"""

import shutil
import uuid
from pathlib import Path

from etl.publish.build_record import BuildRecord, RecordError, load_record
from etl.publish.check_build import build_folder, check_bytes
from etl.publish.durable_files import rename_durably, sync_folder
from etl.publish.file_lock import unread_build
from etl.publish.pointer import POINTER_NAME, Pointer, PointerError, load_pointer, write_pointer


def prepare_store(root: Path) -> None:
    """Make the folders of a store where they do not exist."""
    for folder in (root, root / "builds", root / "staging"):
        folder.mkdir(parents=True, exist_ok=True)
    sync_folder(root)


def recover(root: Path) -> Pointer | None:
    """The pointer of a store after clearing what a killed run left behind; None when nothing was ever published.

    A pointer that is lost or damaged is written anew for the newest build whose bytes are sound; then nothing is
    removed.
    """
    for leftover in (root / "staging").iterdir():
        shutil.rmtree(leftover)
    for leftover in root.glob(f"{POINTER_NAME}.*"):
        leftover.unlink()
    try:
        pointer = load_pointer(root)
    except PointerError:
        pointer = None
    if pointer is None:
        return adopt_newest(root)
    for number in build_numbers(root):
        if number not in pointer.history:
            remove_build(root, number)
    return pointer


def adopt_newest(root: Path) -> Pointer | None:
    """Point to the newest sound build of a store whose pointer is lost; None when there is no sound build."""
    sound = [number for number in build_numbers(root) if not check_bytes(build_folder(root, number))]
    if not sound:
        return None
    sha256_by_number = {str(number): load_record(build_folder(root, number))[1] for number in sound}
    pointer = Pointer(sound[-1], sha256_by_number[str(sound[-1])], tuple(sound), sha256_by_number)
    write_pointer(root, pointer)
    return pointer


def build_numbers(root: Path) -> list[int]:
    """The numbers of the build folders that exist, smallest first."""
    return sorted(int(path.name) for path in (root / "builds").iterdir() if path.name.isdecimal())


def next_number(root: Path, pointer: Pointer | None) -> int:
    """A number that no build ever had: one above every folder and every committed number."""
    return max([0, *build_numbers(root), *(pointer.history if pointer else ())]) + 1


def load_current(root: Path, pointer: Pointer | None) -> BuildRecord | None:
    """The record of the build that stands, None when there is none or it cannot be used."""
    if pointer is None:
        return None
    try:
        record, build_sha256 = load_record(build_folder(root, pointer.build_number))
    except RecordError:
        return None
    return record if build_sha256 == pointer.build_sha256 else None


def remove_old_builds(root: Path, pointer: Pointer, keep: int) -> None:
    """Remove builds beyond the current one and the newest `keep` committed ones, except those that a reader holds."""
    kept = {pointer.build_number, *pointer.history[-keep:]}
    for number in build_numbers(root):
        if number not in kept:
            remove_build(root, number)


def remove_build(root: Path, number: int) -> None:
    """Remove a build that no reader holds: renamed away first, so that nobody meets half a folder."""
    folder = build_folder(root, number)
    trash = root / "staging" / uuid.uuid4().hex
    with unread_build(folder) as is_free:
        if is_free:
            rename_durably(folder, trash)
    if trash.exists():
        shutil.rmtree(trash)
