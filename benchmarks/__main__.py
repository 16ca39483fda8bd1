"""Run every benchmark of this folder in the order of its name, each in a process of its own.

Input: the modules `benchmarks/measure_<what>.py`, or those of them that are named (`make bench ARGS=formats`), with
a size where one is given (`ARGS=serving=10000000`). Output: what they print. Exit code: the worst of theirs.
"""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """The worst exit code of the benchmarks that are wanted, all where none is named; 2 where there is none such."""
    worst = 0
    found = sorted(path.stem for path in FOLDER.glob("measure_*.py"))
    sizes = {name: size for name, _, size in (word.partition("=") for word in wanted)}
    found = [name for name in found if not sizes or name.removeprefix("measure_") in sizes]
    for name in found:
        print(f"== {name}", flush=True)
        size = sizes.get(name.removeprefix("measure_"))
        command = [sys.executable, "-m", f"benchmarks.{name}", *([size] if size else [])]
        quiet = {**os.environ, "STREAMLIT_LOGGER_LEVEL": "error"}  # no remark about running without a server
        worst = max(worst, subprocess.call(command, cwd=FOLDER.parent, env=quiet))
    return worst if found else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
