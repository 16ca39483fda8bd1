"""Confines a reading process: what it may use of memory, processor and files, and what it may touch at all.

Input: `Confinement`, and the folder of its own that the process may write into. Used by document_guard.py. The limits
hold on every POSIX system, those of memory and Landlock on Linux only; `missing_confinement` says what a system lacks.
"""

import ctypes
import multiprocessing
import os
import shutil
import signal
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from etl.landlock import MAKE_SOCKET, READ, REMOVE_FILE, RUN, WRITE, landlock_version, restrict_self

if sys.platform != "win32":
    import resource

PR_SET_PDEATHSIG = 1  # linux/prctl.h: the child gets a signal when its parent dies
# What programs and libraries are loaded from, what tells them of this machine, and what they throw away.
SYSTEM_FOLDERS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/snap")
SYSTEM_FACTS = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system")
MACHINE_FACTS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/dev/urandom", "/dev/random")
# What LibreOffice does not start or find its fonts without: it asks the list of users for the name of its own.
OFFICE_FACTS = ("/etc/passwd", "/etc/nsswitch.conf", "/etc/fonts", "/etc/libreoffice", "/etc/alternatives")
OFFICE_FILES = ("/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig", "/proc/filesystems")
SOCKET_FOLDER = "/tmp"  # where LibreOffice, whatever TMPDIR says, makes the socket that it removes when it ends
OFFICE_PROGRAMS = ("soffice", "libreoffice")  # the only programs that a reader starts
MOST_DESCRIPTORS = 1 << 20  # looked at where a process may have any number
DEVICES = ("/dev/null", "/dev/shm")
PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a process may use beside time and memory: processor seconds for one document, bytes of a file that a
    conversion writes, files open at once; and the folders of the documents, which it may read beside its own code."""

    cpu_limit_seconds: int = 20
    scratch_limit_bytes: int = 256 << 20
    open_files: int = 256
    readable_folders: tuple[Path, ...] = ()
    restricts_paths: bool = True  # by Landlock, where the kernel has it


def confine_process(memory_limit_bytes: int, confinement: Confinement, scratch: Path, pipe: int) -> None:
    """Tie this process to the life of the command that wants it, to its limits and to its folder `scratch`; of the
    descriptors that it was born with it keeps `pipe`.

    The server that forked it ends with the command, and this process with the server.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends us
    tempfile.tempdir = str(scratch)
    os.environ["TMPDIR"] = str(scratch)
    sys.dont_write_bytecode = True
    if sys.platform == "win32":
        return
    command = multiprocessing.parent_process()
    if command is None:
        raise RuntimeError("only a child process is confined")
    # Among the others is one by which every child keeps the server alive, beyond the end of the command.
    close_others({pipe, command.sentinel})
    os.setsid()  # what we start ends with us: document_guard.py ends the session
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No reader writes a file: the soft limit is 0, and a conversion raises it as far as the hard limit.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, confinement.scratch_limit_bytes))
    limit_open_files(confinement.open_files)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if not command.is_alive():  # it died before the signal was asked for, and sends none
            os._exit(1)
        started_with = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        limit = started_with + memory_limit_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if confinement.restricts_paths and landlock_version():
        restrict_self(allowed_paths(confinement.readable_folders, scratch))


def close_others(kept: set[int]) -> None:
    """Close every open descriptor but these and those of the standard streams."""
    first = 3
    for number in sorted(kept):
        os.closerange(first, number)
        first = number + 1
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(first, MOST_DESCRIPTORS if limit == resource.RLIM_INFINITY else limit)


def limit_open_files(more: int) -> None:
    """Let so many files be open beside those that were inherited."""
    highest = max(number for number in range(1024) if is_open(number))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = highest + 1 + more
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def is_open(number: int) -> bool:
    """Whether a descriptor of this number is open."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def start_processor_clock(confinement: Confinement) -> None:
    """Give the document that is read next its processor seconds: the system ends the process that uses them up."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + confinement.cpu_limit_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def allowed_paths(documents: tuple[Path, ...], scratch: Path) -> dict[Path, int]:
    """What a reading process may touch: Python, this project and the system's libraries, its documents, its folder."""
    starts_programs = any(map(shutil.which, OFFICE_PROGRAMS))
    allowed = {Path(name): RUN if starts_programs else READ for name in SYSTEM_FOLDERS}
    installed = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *filter(None, sys.path))
    facts = (*SYSTEM_FACTS, *MACHINE_FACTS, *((*OFFICE_FACTS, *OFFICE_FILES) if starts_programs else ()))
    allowed |= {Path(name).resolve(): READ for name in (*installed, *facts)}
    allowed |= {PROJECT / name: READ for name in ("etl", "tests", "drills", "benchmarks")}
    allowed |= {folder.resolve(): READ for folder in documents}
    allowed |= {Path(name): WRITE for name in DEVICES}
    if starts_programs:
        allowed[Path(SOCKET_FOLDER)] = MAKE_SOCKET | REMOVE_FILE
    return allowed | {scratch.resolve(): WRITE}


def missing_confinement() -> str | None:
    """What this system cannot hold a reading process to, as one Chinese sentence; None where all holds."""
    system: str = sys.platform
    if landlock_version():
        return None
    if system == "linux":
        return "本机内核没有 Landlock：读取进程仍受时间、内存、处理器和文件大小限制，但不能限制它能读哪些文件。"
    if system == "win32":
        return "Windows 上读取进程只受时间和结果大小限制，没有内存、处理器和文件的限制。"
    return "本系统上读取进程受时间、处理器和文件大小限制，没有内存限制，也不能限制它能读哪些文件。"
