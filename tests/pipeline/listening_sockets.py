"""Where this process and those below it listen, as Linux tells it.

Input: nothing. Output: addresses and ports. Used by the tests of a cluster, whose processes come and go.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def listening_sockets() -> set[tuple[str, int]]:
    """Address and port of every socket on which this process or one below it listens."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, line.split())) for line in told.splitlines()]
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents if parent in ours} - ours:
        ours |= more
    inodes = {opened for pid in ours for opened in opened_files(pid)}
    found = set()
    tables = (Path(f"/proc/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6"))
    for line in (line for table in tables for line in table):
        _, local, _, state, *_, inode = line.split()[:10]
        if state == "0A" and f"socket:[{inode}]" in inodes:
            address, port = local.split(":")
            found.add((".".join(str(part) for part in bytes.fromhex(address)[::-1]), int(port, 16)))
    return found


def opened_files(pid: int) -> Iterator[str]:
    """What a process has open; it may end and close while we look."""
    with suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                yield str(link.readlink())
