"""What set-up says and what it calls: one-line messages, subprocesses with their output left open, one error type.

Input: a command as a list. Output: its exit code, all it printed shown as it came. Runs on Python 3.8, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PACKAGE_SECONDS = 600
# Images of containers set the last; every process we start would compile hundreds of modules again, a fifth of the
# processor time of a small build.
NOT_HANDED_ON = ("PYTHONHOME", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONDONTWRITEBYTECODE")


class SetupError(Exception):
    """Set-up cannot go on; the text says what is missing and what to do, in one or two sentences."""


def say(message: str) -> None:
    """Print one line of set-up's own, marked so that it is told apart from the tools it calls."""
    print(f"==> {message}", flush=True)


def child_environment(**extra: str) -> dict[str, str]:
    """The environment for called programs: the caller's, without what would bend their Python or their make."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    return {**environment, "PYTHONUTF8": "1", "PIP_USER": "0", **extra}


def call(command: list[str], **extra_environment: str) -> int:
    """The exit code of a command run in the project's folder; its output goes straight to the terminal."""
    sys.stdout.flush()
    return subprocess.call(command, cwd=str(ROOT), env=child_environment(**extra_environment))


def answers(command: list[str]) -> str | None:
    """What a command prints on one quiet try, None where it is absent, fails or takes longer than half a minute."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, env=child_environment(), check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def system_installer() -> list[str] | None:
    """The start of an apt-get command that may install without asking: as root or by passwordless sudo; else None."""
    if os.name != "posix" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if shutil.which("sudo") and answers(["sudo", "-n", "true"]) is not None:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def install_system_packages(packages: list[str]) -> bool:
    """Whether apt-get installed the Debian packages; False, with its own words on the terminal, where it could not."""
    apt_get = system_installer()
    if apt_get is None:
        return False
    patience = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::http::Timeout=30", "-o", "Acquire::Retries=1"]
    say("installing with apt-get: " + " ".join(packages))
    try:
        subprocess.call([*apt_get, *patience, "update"], timeout=SYSTEM_PACKAGE_SECONDS)
        install = [*apt_get, *patience, "install", "-y", "--no-install-recommends", *packages]
        return subprocess.call(install, timeout=SYSTEM_PACKAGE_SECONDS) == 0
    except subprocess.TimeoutExpired:
        say(f"apt-get did not finish within {SYSTEM_PACKAGE_SECONDS} seconds")
        return False
