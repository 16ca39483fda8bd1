"""The project's own Python environment in `.venv`: made where absent, filled where the requirement files changed.

Input: names of requirement files beside the Makefile. Output: the path of an interpreter that has them installed. A
second start compares hashes only. Packages come from wherever the machine's pip is configured to look.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

from setup.terminal import ROOT, SetupError, answers, call, install_system_packages, say

OLDEST_PYTHON = (3, 11)
IS_NEW_ENOUGH = f"int(sys.version_info[:2] >= {OLDEST_PYTHON})"
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed_requirements.json"


def find_newer_python() -> str | None:
    """The path of a Python on this machine that is new enough, None where PATH and the Windows launcher have none."""
    asked = f"import sys; print({IS_NEW_ENOUGH}, sys.executable)"
    candidates = [[name] for name in NEWER_PYTHONS if shutil.which(name)]
    if os.name == "nt" and shutil.which("py"):
        candidates += [["py", "-" + name.replace("python", "")] for name in NEWER_PYTHONS]
    for candidate in candidates:
        flag, _, path = (answers([*candidate, "-c", asked]) or "0").partition(" ")
        if flag == "1":
            return path
    return None


def environment_python() -> Path:
    """Where the environment's interpreter is, whether it exists yet or not."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_environment(requirement_files: list[str]) -> str:
    """The environment's interpreter, with every line of the requirement files installed.

    *Raises* SetupError where no environment can be made or pip cannot install.
    """
    python = str(environment_python())
    if answers([python, "-c", f"import sys, pip; print({IS_NEW_ENOUGH})"]) != "1":
        create_environment()
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in requirement_files}
    installed = read_stamp()
    if any(installed.get(name) != digest for name, digest in wanted.items()):
        install(python, requirement_files)
        STAMP.write_text(json.dumps({**installed, **wanted}, indent=1, sort_keys=True), encoding="utf-8")
    return python


def read_stamp() -> dict[str, str]:
    """The hash of each requirement file at its last complete installation; empty where there was none."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stamp


def install(python: str, requirement_files: list[str]) -> None:
    """Install the requirement files with the environment's pip. *Raises* SetupError where pip fails."""
    say("installing " + " and ".join(requirement_files) + " into .venv (a few minutes the first time)")
    named = [part for name in requirement_files for part in ("-r", name)]
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *named]
    if call(command) != 0:
        raise SetupError(
            "pip could not install the requirements; the reason is printed above. "
            "Check the network or pip's configuration on this machine, then run the same command again."
        )


def create_environment() -> None:
    """Make `.venv` anew with this Python. *Raises* SetupError where neither venv nor virtualenv can, or none may."""
    if not os.access(str(ROOT), os.W_OK):
        raise SetupError(
            f"This user may not write in {ROOT}, where the environment and the builds belong. "
            "Copy the project to a folder of your own, or let its owner run the command."
        )
    if ENVIRONMENT.exists():
        say(".venv does not work with this machine's Python and is made again")
    version = ".".join(str(part) for part in sys.version_info[:2])
    say(f"creating .venv with Python {version}")
    if can_make_environments() or install_venv_package(version):
        made = call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]) == 0
    else:
        made = create_with_virtualenv()
    if not made:
        raise SetupError(
            f"Python {version} of this machine cannot make an environment (module ensurepip is missing). "
            f"On Debian or Ubuntu: sudo apt-get install python{version}-venv, then run the same command again."
        )


def can_make_environments() -> bool:
    """Whether this Python has venv and ensurepip; Debian ships them apart, in python3-venv."""
    return answers([sys.executable, "-c", "import venv, ensurepip; print(ensurepip.version())"]) is not None


def install_venv_package(version: str) -> bool:
    """Whether Debian's package brought the missing modules."""
    return install_system_packages([f"python{version}-venv"]) and can_make_environments()


def create_with_virtualenv() -> bool:
    """Whether virtualenv made `.venv`: the machine's own, or one that pip fetches for the purpose."""
    if answers([sys.executable, "-m", "virtualenv", "--version"]) is not None:
        return call([sys.executable, "-m", "virtualenv", "--clear", str(ENVIRONMENT)]) == 0
    if answers([sys.executable, "-m", "pip", "--version"]) is None:
        return False
    fetched = ROOT / ".virtualenv"
    say("fetching virtualenv with pip, because this Python has no ensurepip")
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "virtualenv"]
    made = (
        call([*command, "--target", str(fetched)]) == 0
        and call([sys.executable, "-m", "virtualenv", "--clear", str(ENVIRONMENT)], PYTHONPATH=str(fetched)) == 0
    )
    shutil.rmtree(str(fetched), ignore_errors=True)
    return made
