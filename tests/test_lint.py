"""Ruff and mypy find nothing: the same checks as `make lint`, so that the suite alone says it all."""

import subprocess
import sys
from pathlib import Path

import pytest

RUFF = ["ruff", "check", "--no-cache", "--output-format", "concise", "."]


@pytest.mark.parametrize("tool", [RUFF, ["mypy"]], ids=["ruff", "mypy"])
def test_finds_nothing(project_folder: Path, tool: list[str]) -> None:
    command = [sys.executable, "-m", *tool]
    done = subprocess.run(command, cwd=project_folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"
