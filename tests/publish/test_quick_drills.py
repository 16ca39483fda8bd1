"""Every drill of publishing, quick: it meets its promises, and code that is broken on purpose is noticed.

Each runs in a fresh process, because its forks must not carry the threads of other tests.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drills.figure import Verdict
from tests.source_file import PROJECT

SIZES = {
    "killed_publisher": {"kills": 5},
    "killed_command": {"command_kills": 1},
    "full_disk": {"write_faults": 2, "fsync_faults": 2, "fill_levels": 2},
    "publishers_at_once": {"starts": 2, "deaths": 1},
    "held_builds": {"publications": 3},
    "power_cut": {"cuts": 1},
}
BREAK_AND_RUN = """
import contextlib, json, os, sys
from pathlib import Path
from drills.figure import DrillOptions
from drills.run_drill import load_drill
from etl.publish import build_store, pointer, publish_build
drill, folder, sizes = load_drill(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
{changes}
print(json.dumps([figure.verdict.value for figure in drill.run(DrillOptions(folder, 1, sizes))]))
"""
# What a drill promises in seconds is measured by `make drill` on an idle machine; here a busy one is no fault. Readers
# read without a pause and slow down everything else: here half as many do.
UNHURRIED = {
    "killed_publisher": "drill.READERS = 1",
    "publishers_at_once": "drill.LONGEST_WAIT = drill.LONGEST_LIFE = 30.0",  # orphans would live for a minute
    "killed_command": "drill.BURIAL_SECONDS = 60.0",
    "held_builds": "drill.HOLD_SECONDS = 1.0; drill.READERS = 2",
    # A system that writes back every few seconds would keep what was never synchronised, were the machine so slow.
    "power_cut": "drill.MOUNTS = tuple(options + ',commit=300' for options in drill.MOUNTS)",
}
WITHOUT_LEASES = "build_store.unread_build = lambda folder: contextlib.nullcontext(True)"
WITHOUT_RECOVERY = "publish_build.recover = pointer.load_pointer"
WITHOUT_FSYNC = "os.fsync = lambda descriptor: None"


def verdicts(name: str, breakage: str, sizes: dict[str, int], folder: Path) -> list[str]:
    """The verdicts of one drill, run in a fresh process with the code broken, if it is, and without hurry."""
    script = BREAK_AND_RUN.replace("{changes}", f"{UNHURRIED.get(name, '')}\n{breakage}")
    command = [sys.executable, "-c", script, name, str(folder), json.dumps(sizes)]
    done = subprocess.run(command, cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", SIZES)
def test_promises_are_met(name: str, tmp_path: Path) -> None:
    found = verdicts(name, "", SIZES[name], tmp_path)
    assert found
    assert Verdict.MISSED.value not in found


@pytest.mark.parametrize(
    ("name", "breakage", "sizes"),
    [
        ("held_builds", WITHOUT_LEASES, {"publications": 8}),
        ("killed_publisher", WITHOUT_RECOVERY, {"kills": 5}),
        ("power_cut", WITHOUT_FSYNC, {"cuts": 2}),
    ],
)
def test_broken_code_is_noticed(name: str, breakage: str, sizes: dict[str, int], tmp_path: Path) -> None:
    found = verdicts(name, breakage, sizes, tmp_path)
    if Verdict.NOT_RUN.value in found:
        pytest.skip("needs a file system that this machine does not let us mount")
    assert Verdict.MISSED.value in found
