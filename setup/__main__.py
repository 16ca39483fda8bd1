"""The commands behind `make`, for every system: `python3 -m setup run`; on Windows `py -3 -m setup run`.

Input: a bare machine with Python and a clone of the project. Output: the dashboard, the suite's verdict, or one
sentence that says what is missing. Exit codes: the command's own; 2 where set-up itself could not go on.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys

from setup.chromium import PATH_VARIABLE, prepare_browser
from setup.terminal import ROOT, SetupError, call, child_environment, say
from setup.virtual_environment import OLDEST_PYTHON, ensure_environment, find_newer_python, read_stamp

RUN, DEVELOPMENT, BENCH = "requirements.txt", "requirements-dev.txt", "requirements-bench.txt"
OCR, LOGIN, CLUSTER = "requirements-ocr.txt", "requirements-login.txt", "requirements-cluster.txt"
SOME_SET_ASIDE = 1
PUBLISHED = "data/published"
DEMO = "data/demo"
CACHES = (".pytest_cache", ".ruff_cache", ".mypy_cache", ".hypothesis", "test-results", "data/cache", ".virtualenv")
MOST_TEST_WORKERS = 5  # one more than processors: a third of what the tests do is waiting


def run_dashboard(options: argparse.Namespace) -> int:
    """Build from data/raw and serve; returns only when the server has ended."""
    refuse_used_port(options.port)
    python = ensure_environment([RUN, *chosen_extras()])
    build(python, PUBLISHED)
    return serve(python, options.port)


def build(python: str, published: str, *options: str) -> None:
    """Build into the folder `published`. *Raises* SetupError where no build stands there afterwards."""
    built = call([python, "-m", "etl", "build", *options, "--published", published])
    if built not in (0, SOME_SET_ASIDE) or not (ROOT / published / "current.json").is_file():
        raise SetupError(f"python -m etl build ended with {built}: nothing was published. The reason is printed above.")


def serve(python: str, port: int, **environment: str) -> int:
    """Serve the dashboard; returns only when the server has ended."""
    say(f"dashboard: http://localhost:{port}  (Ctrl+C ends it)")
    command = ["-m", "streamlit", "run", "serve.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    if os.name == "posix":
        os.chdir(str(ROOT))
        os.execve(python, [python, *command], child_environment(**environment))
    return call([python, *command], **environment)


def run_demonstration(options: argparse.Namespace) -> int:
    """Serve a made-up corpus of sixteen districts and five years, marked as such, beside the real data."""
    refuse_used_port(options.port)
    python = ensure_environment([RUN, *chosen_extras()])
    raw, published = f"{DEMO}/raw", f"{DEMO}/published"
    if not (ROOT / raw / "build_notice.txt").is_file():
        shutil.rmtree(str(ROOT / raw), ignore_errors=True)
        if ended := call([python, "-m", "benchmarks.corpus", raw]):
            raise SetupError(f"python -m benchmarks.corpus ended with {ended}. The reason is printed above.")
    build(python, published, raw, "--cache", f"{DEMO}/cache")
    return serve(python, options.port, JIXIAO_PUBLISHED=str(ROOT / published))


def chosen_extras() -> list[str]:
    """The optional requirement files that were installed once, so that they follow their pins."""
    return [name for name in (OCR, LOGIN, CLUSTER) if name in read_stamp()]


def add_for_tests(name: str, what: str) -> None:
    """Install an optional extra that tests need; where that fails they are skipped and say so."""
    try:
        ensure_environment([name])
    except SetupError:
        say(f"{name} could not be installed: the tests of {what} do not run")


def install_ocr(options: argparse.Namespace) -> int:
    """Install the optional extra that reads scanned pdf and pictures; it stays until `clean`."""
    ensure_environment([RUN, OCR])
    say("scanned pdf and pictures are read from the next build on")
    return 0


def install_cluster(options: argparse.Namespace) -> int:
    """Install the optional extra that reads on a cluster; it stays until `clean`."""
    ensure_environment([RUN, CLUSTER])
    say("python -m etl build --engine dask reads on a cluster (docs/scale.md)")
    return 0


def refuse_used_port(port: int) -> None:
    """*Raises* SetupError where another program already answers on the port, before anything is built."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise SetupError(f"Port {port} is in use by another program. Choose another: make run PORT={port + 1}")


def run_tests(options: argparse.Namespace) -> int:
    """The whole suite, browser tests included; its exit code."""
    python = ensure_environment([RUN, DEVELOPMENT, *chosen_extras()])
    add_for_tests(LOGIN, "a login")
    add_for_tests(CLUSTER, "a cluster")
    browser = prepare_browser(python)
    workers = min(MOST_TEST_WORKERS, (os.cpu_count() or 1) + 1)
    named = {PATH_VARIABLE: browser} if browser else {}
    return call([python, "-m", "pytest", "-n", str(workers), *options.arguments], **named)


def run_benchmarks(options: argparse.Namespace) -> int:
    """Every benchmark in turn, with the programs it compares with; the worst of their exit codes."""
    python = ensure_environment([RUN, DEVELOPMENT, BENCH, CLUSTER])
    return call([python, "-m", "benchmarks", *options.arguments])


def run_drills(options: argparse.Namespace) -> int:
    """Every drill in turn, or those that are named; 1 where a promise was missed."""
    python = ensure_environment([RUN, DEVELOPMENT])
    add_for_tests(LOGIN, "a login")
    return call([python, "-m", "drills", *options.arguments])


def run_lint(options: argparse.Namespace) -> int:
    """Ruff and mypy over the project; 0 only where both find nothing."""
    python = ensure_environment([RUN, DEVELOPMENT])
    return max(call([python, "-m", "ruff", "check", ".", *options.arguments]), call([python, "-m", "mypy"]))


def run_clean(options: argparse.Namespace) -> int:
    """Remove the environment and the caches. Published builds stay: their numbers are what downloads refer to."""
    folders = [ROOT / ".venv", *(ROOT / name for name in CACHES)]
    for folder in folders:
        shutil.rmtree(str(folder), ignore_errors=True)
    for cache in [path for path in ROOT.rglob("__pycache__") if ".git" not in path.parts]:
        shutil.rmtree(str(cache), ignore_errors=True)
    say("environment and caches removed; data/raw and data/published are untouched")
    return 0


COMMANDS = {
    "run": run_dashboard,
    "demo": run_demonstration,
    "ocr": install_ocr,
    "cluster": install_cluster,
    "test": run_tests,
    "bench": run_benchmarks,
    "drill": run_drills,
    "lint": run_lint,
    "clean": run_clean,
}


def restart_with_newer_python() -> int:
    """The exit code of the same command under a Python that is new enough. *Raises* SetupError where there is none."""
    newer = find_newer_python()
    if newer is None:
        found = ".".join(str(part) for part in sys.version_info[:3])
        oldest = ".".join(str(part) for part in OLDEST_PYTHON)
        raise SetupError(f"Python {oldest} or newer is needed; python3 here is {found}, and no newer one is on PATH.")
    return subprocess.call([newer, "-m", "setup", *sys.argv[1:]], cwd=str(ROOT))


def main() -> int:
    """Run the named command; its exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m setup", description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("--port", type=int, default=8501, help="port of the dashboard (default 8501)")
    options, arguments = parser.parse_known_args()
    options.arguments = arguments
    try:
        if sys.version_info[:2] < OLDEST_PYTHON:
            return restart_with_newer_python()
        return COMMANDS[options.command](options)
    except SetupError as problem:
        print(f"==> {problem}", file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
