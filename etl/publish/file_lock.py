"""One publisher at a time, and builds that readers hold are not removed: locks that a dead process cannot leave behind.

Stage `publish`. Advisory locks of the operating system on a local file system (flock; on Windows a locked byte).
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "publish.lock"


class PublisherBusyError(Exception):
    """Another run is publishing into the same folder."""


def try_exclusive(descriptor: int) -> bool:
    """Whether the exclusive lock of an open file was free and is now ours."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def publisher_lock(root: Path) -> Iterator[int]:
    """Hold the publisher's lock of a published folder; gives the descriptor, which child processes must close.

    Raises PublisherBusyError at once when another run holds it.
    """
    descriptor = os.open(root / LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        if not try_exclusive(descriptor):
            raise PublisherBusyError(f"另一个进程正在向 {root} 发布，请等它结束后再试。")
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def unread_build(folder: Path) -> Iterator[bool]:
    """Whether no reader holds a build folder; while the answer is used, no reader can begin to hold it."""
    if sys.platform == "win32":
        yield True  # a folder in use cannot be renamed there, which the caller meets as OSError
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield try_exclusive(descriptor)
    finally:
        os.close(descriptor)
