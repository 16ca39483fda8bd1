"""A small ext4 file system in a file, where this machine lets us mount one: the privilege is tried, not assumed.

Input: a folder and a size. Output: a mounted folder, or why there is none. Used by the drills of disks and power.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BLOCK = 4096
TOOLS = ("mkfs.ext4", "mount", "umount")


class NoDiskError(Exception):
    """A file system cannot be mounted here; the text says why."""


def call_tool(*command: str) -> None:
    """Run a tool of the system. Raises NoDiskError with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoDiskError(f"{command[0]}: {done.stderr.strip() or done.returncode}")


def make_image(image: Path, megabytes: int) -> None:
    """An empty file system in a file. Raises NoDiskError where one could not be mounted."""
    if sys.platform != "linux":
        raise NoDiskError("loop devices are Linux only")
    if os.geteuid() != 0:
        raise NoDiskError("mounting a loop image needs root")
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        raise NoDiskError(f"{', '.join(missing)} not installed")
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    call_tool("mkfs.ext4", "-q", "-m", "0", "-F", str(image))


@contextmanager
def mounted(image: Path, folder: Path, options: str = "loop") -> Iterator[Path]:
    """The file system of an image under a folder. Raises NoDiskError where it cannot be mounted."""
    folder.mkdir(exist_ok=True)
    call_tool("mount", "-o", options, str(image), str(folder))
    try:
        yield folder
    finally:
        call_tool("umount", str(folder))


def fill_disk(folder: Path, bytes_left: int) -> Path:
    """Fill a file system until so many bytes are left; the file that fills it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):  # ENOSPC: it is full
        while True:
            file.write(bytes(1 << 20))
    with filler.open("r+b", buffering=0) as file, suppress(OSError):
        file.seek(0, os.SEEK_END)
        while True:
            file.write(bytes(BLOCK))
    os.truncate(filler, max(filler.stat().st_size - bytes_left, 0))
    os.sync()
    return filler
