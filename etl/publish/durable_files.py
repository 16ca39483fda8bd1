"""Files and folders that survive a power cut once a function here has returned.

Stage `publish`. An fsync that fails raises OSError and is not tried again on the same file: the caller throws its
staging folder away. Windows cannot sync a folder; there the rename itself has to do.
"""

import os
import sys
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file and make its content durable; the name becomes so with `sync_folder`."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_folder_durably(folder: Path) -> None:
    """Make a folder and those above it where they do not exist; each new name survives a power cut."""
    if not folder.is_dir():
        make_folder_durably(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def replace_durably(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step, and make that durable; both are in the same folder."""
    os.replace(source, target)  # noqa: PTH105 - os.replace is the documented atomic call that the fault tests intercept
    sync_folder(target.parent)


def rename_durably(source: Path, target: Path) -> None:
    """Give a folder a new name that does not exist yet, and make that durable in both parents."""
    os.rename(source, target)  # noqa: PTH104 - as above
    sync_folder(target.parent)
    sync_folder(source.parent)
