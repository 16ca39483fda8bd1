"""One publisher at a time, and builds that readers hold are not removed: locks that a dead process cannot leave behind.

Stage `publish`. Advisory locks of the operating system on a local file system (flock; on Windows a locked byte).
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "publish.lock"
HOLDER_BYTES = 60
HOLDER = re.compile(rb"^ pid (\d{1,10}) since (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$")  # after the byte that Windows locks


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
def publisher_lock(root: Path) -> Iterator[None]:
    """Hold the publisher's lock of a published folder. The descriptor is closed in programs that this process starts; a
    forked child would keep the lock.

    Raises PublisherBusyError at once when another run holds it, and says which.
    """
    descriptor = os.open(root / LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        if not try_exclusive(descriptor):
            raise PublisherBusyError(f"另一个进程{load_holder(descriptor)}正在向 {root} 发布，请等它结束后再试。")
        name_holder(descriptor)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def name_holder(descriptor: int) -> None:
    """Write into the lock's file who holds it and since when, for the one who is refused; a full disk is no hindrance.

    The lock is what counts, not this text: after a crash it names a process that is gone.
    """
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f" pid {os.getpid()} since {datetime.now():%Y-%m-%d %H:%M:%S}".encode())


def load_holder(descriptor: int) -> str:
    """Who holds the lock, in brackets; "" where its file does not say."""
    try:
        os.lseek(descriptor, 0 if sys.platform != "win32" else 1, os.SEEK_SET)
        text = os.read(descriptor, HOLDER_BYTES)
    except OSError:
        return ""
    found = HOLDER.match(text if sys.platform != "win32" else b" " + text)
    return f"（进程号 {int(found[1])}，{found[2].decode()} 开始）" if found else ""


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
