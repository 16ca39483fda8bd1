"""Landlock: a Linux process gives up, for itself and all it starts, what it has no need to touch.

Input: folders that may be read, run from and written to. Output: nothing; the process can open nothing else and make no
TCP connection. Used by confine_process.py. Needs no rights. Names and numbers are those of linux/landlock.h.
"""

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every processor
VERSION_FLAG = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
REMOVE_FILE, MAKE_SOCKET = 1 << 5, 1 << 9
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
FIRST_ACCESSES = (1 << 13) - 1  # what the first version knows; the others came with versions 2, 3 and 5
LATER_ACCESSES = ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV))
FILE_ACCESSES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # what makes sense for a file
NETWORK_SINCE, BIND_TCP, CONNECT_TCP = 4, 1, 2
SCOPES_SINCE, SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 6, 1, 2
READ = READ_FILE | READ_DIR
RUN = READ | EXECUTE
WRITE = FIRST_ACCESSES & ~EXECUTE | TRUNCATE | REFER


class RulesetAttributes(ctypes.Structure):
    """struct landlock_ruleset_attr."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class PathBeneath(ctypes.Structure):
    """struct landlock_path_beneath_attr."""

    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


@lru_cache(maxsize=1)
def landlock_version() -> int:
    """The version of Landlock in this kernel; 0 where there is none or it is switched off."""
    if sys.platform != "linux":
        return 0
    return max(int(ctypes.CDLL(None).syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_FLAG)), 0)


def restrict_self(allowed: Mapping[Path, int]) -> None:
    """Leave this process the named accesses to the named paths, and no others. *Raises* OSError where the kernel
    refuses; a path that does not exist is left out."""
    version = landlock_version()
    if not version:
        raise OSError("this kernel has no Landlock")
    library = ctypes.CDLL(None, use_errno=True)
    known = FIRST_ACCESSES
    for since, access in LATER_ACCESSES:
        known |= access if version >= since else 0
    network = BIND_TCP | CONNECT_TCP if version >= NETWORK_SINCE else 0
    scoped = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if version >= SCOPES_SINCE else 0
    attributes = RulesetAttributes(known, network, scoped)
    size = (24 if scoped else 16) if network else 8  # a kernel knows only the fields of its version
    ruleset = library.syscall(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    refuse_error(ruleset)
    try:
        for path, accesses in existing(allowed.items()):
            add_path(library, ruleset, path, accesses & known)
        refuse_error(library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        refuse_error(library.syscall(RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)


def existing(allowed: Iterable[tuple[Path, int]]) -> Iterable[tuple[Path, int]]:
    """The paths that are there."""
    return ((path, accesses) for path, accesses in allowed if path.exists())


def add_path(library: ctypes.CDLL, ruleset: int, path: Path, accesses: int) -> None:
    """Allow accesses to a file, or to all below a folder."""
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = PathBeneath(accesses if path.is_dir() else accesses & FILE_ACCESSES, descriptor)
        refuse_error(library.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), 0))
    finally:
        os.close(descriptor)


def refuse_error(result: int) -> None:
    """*Raises* OSError where a system call failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
