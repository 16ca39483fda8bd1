"""The folder of builds: recovery after a crash, numbers, and removal of builds that nobody needs.

Stage `publish`. Layout: `builds/<12 digits>/` never changed after its rename, `staging/<uuid>/` being written or
thrown away, `current.json`, and `last_number`, the highest number ever given out. Everything here runs under the
publisher's lock. Age is never a reason to remove a build.
"""

import shutil
import uuid
from contextlib import suppress
from pathlib import Path

from etl.publish.build_record import BuildRecord, RecordError, load_record
from etl.publish.check_build import build_folder, check_bytes
from etl.publish.durable_files import make_folder_durably, rename_durably, replace_durably, write_durably
from etl.publish.file_lock import unread_build
from etl.publish.picture_store import PICTURES
from etl.publish.pointer import POINTER_NAME, Pointer, PointerError, load_pointer, write_pointer

LAST_NUMBER_NAME = "last_number"
OWN_FOLDERS = ("builds", "staging", PICTURES)
LONGEST_NUMBER = 15  # digits; a longer one is damage, and no table could hold it


def prepare_store(root: Path) -> None:
    """Make the folders of a store where they do not exist.

    Raises NotADirectoryError where one of them is a link: what is cleared in it would be somebody else's.
    """
    for name in OWN_FOLDERS:
        if (root / name).is_symlink():
            raise NotADirectoryError(f"发布文件夹中的 {name} 是链接，里面的文件可能是别人的，没有动；请换成文件夹。")
    for folder in (root / "builds", root / "staging"):
        make_folder_durably(folder)


def recover(root: Path) -> Pointer | None:
    """The pointer of a store after clearing what a killed run left behind; None when nothing was ever published.

    A pointer that is lost or damaged, or names a build that is not there, is written anew for the newest build whose
    bytes are sound; then nothing is removed.
    """
    for leftover in (root / "staging").iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() and not leftover.is_symlink() else leftover.unlink()
    for leftover in (*root.glob(f"{POINTER_NAME}.*"), *root.glob(f"{LAST_NUMBER_NAME}.*")):
        leftover.unlink()
    try:
        pointer = load_pointer(root)
    except PointerError:
        pointer = None
    if pointer is None or not build_folder(root, pointer.build_number).is_dir():
        return adopt_newest(root)
    for number in build_numbers(root):
        if number not in {*pointer.history, pointer.build_number}:
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
    named = [(path, as_number(path.name)) for path in (root / "builds").iterdir()]
    return sorted(number for path, number in named if path == build_folder(root, number))


def next_number(root: Path, pointer: Pointer | None) -> int:
    """A number that no build ever had: one above every folder, every committed number and the last one given out."""
    committed = (pointer.build_number, *pointer.history) if pointer else ()
    return max(0, *build_numbers(root), *committed, load_last_number(root)) + 1


def load_last_number(root: Path) -> int:
    """The last number given out; 0 where that is not known: an older store did not keep it, or it is damaged."""
    try:
        text = (root / LAST_NUMBER_NAME).read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return 0
    return as_number(text)


def as_number(text: str) -> int:
    """A build's number as it was written; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


def give_out(root: Path, number: int) -> None:
    """Remember a number before any build has it: folders and history may be lost, and with them which numbers were
    shown, cited and downloaded.
    """
    fresh = root / f"{LAST_NUMBER_NAME}.{uuid.uuid4().hex}"
    write_durably(fresh, f"{max(number, load_last_number(root))}\n".encode())
    replace_durably(fresh, root / LAST_NUMBER_NAME)


def load_current(root: Path, pointer: Pointer | None) -> BuildRecord | None:
    """The record of the build that stands, None when there is none or it cannot be used."""
    if pointer is None:
        return None
    try:
        record, build_sha256 = load_record(build_folder(root, pointer.build_number))
    except RecordError:
        return None
    return record if build_sha256 == pointer.build_sha256 else None


def load_newest(root: Path, pointer: Pointer | None) -> BuildRecord | None:
    """The record of the newest committed build that can be read, None where there is none: where the current one is
    damaged, what a new build may not lose is measured against the one before.
    """
    if pointer is None:
        return None
    sha256_by_number = pointer.history_sha256 | {str(pointer.build_number): pointer.build_sha256}
    older = [number for number in reversed(pointer.history) if number != pointer.build_number]
    for number in (pointer.build_number, *older):
        with suppress(RecordError):
            record, build_sha256 = load_record(build_folder(root, number))
            if build_sha256 == sha256_by_number.get(str(number)):
                return record
    return None


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
    if trash.is_symlink():  # a build that somebody moved elsewhere: only the link is ours
        trash.unlink()
    elif trash.exists():
        shutil.rmtree(trash)
