"""Run every benchmark of this folder in the order of its name, each in a process of its own.

Input: the modules `benchmarks/measure_<what>.py`. Output: what they print. Exit code: the worst of theirs.
"""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    """The worst exit code of all benchmarks; 2 where the folder holds none."""
    worst = 0
    found = sorted(path.stem for path in FOLDER.glob("measure_*.py"))
    for name in found:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        quiet = {**os.environ, "STREAMLIT_LOGGER_LEVEL": "error"}  # no remark about running without a server
        worst = max(worst, subprocess.call(command, cwd=FOLDER.parent, env=quiet))
    return worst if found else 2


if __name__ == "__main__":
    sys.exit(main())
