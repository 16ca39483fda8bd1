"""Measure `python -m etl build` on data/raw: a first build, an unchanged second one, and the start of Python alone.

Output: seconds of each, and the build's share after start-up, for which the goal is under 2 seconds on five documents.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 3


def seconds(command: list[str]) -> float:
    """Wall seconds of a command, its output left aside. Raises CalledProcessError where it publishes nothing."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return time.perf_counter() - started


def main() -> None:
    """Print the best of a few runs of each kind; the best, because other work on the machine only ever adds."""
    start_up = min(seconds([sys.executable, "-c", "import etl.pipeline"]) for _ in range(RUNS))
    first, second = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            cache = str(Path(folder) / "cache")  # of its own, so that the first build reads every document
            build = [sys.executable, "-m", "etl", "build", "--published", folder, "--cache", cache]
            first.append(seconds(build))
            second.append(seconds(build))
    print(f"start of Python with the ETL's imports  {start_up:6.2f} s")
    for name, runs in [("first build of data/raw", first), ("second build, nothing changed", second)]:
        print(f"{name:<40}{min(runs):6.2f} s   after start-up {min(runs) - start_up:5.2f} s")


if __name__ == "__main__":
    main()
