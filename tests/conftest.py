"""The project's sources, parsed once, for the whole suite; and the word about tests that did not run."""

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.source_file import PROJECT, SourceFile, load_source
from tests.worker_groups import GroupedScheduling, place_in_order

SOURCE_FOLDERS = ("etl", "pages", "serving", "setup", "benchmarks", "drills", "tests")
NOT_RUN = "NOT RUN"

settings.register_profile("suite", derandomize=True, deadline=None, print_blob=False)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def same_program() -> Iterator[None]:
    """The program that runs stays pytest: a page that ran in a test would be run again by every reading process."""
    program = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = program


@pytest.fixture(scope="session")
def project_folder() -> Path:
    """The folder of the project, where every command is run."""
    return PROJECT


@pytest.fixture(scope="session")
def python_sources() -> list[SourceFile]:
    """Every Python file of the project, sorted by path."""
    paths = [path for folder in SOURCE_FOLDERS for path in sorted((PROJECT / folder).rglob("*.py"))]
    assert paths, "no sources found: is the suite run from a clone?"
    return [load_source(path) for path in [PROJECT / "app.py", PROJECT / "serve.py", *paths] if path.exists()]


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder of originals whose every text is hostile, for all who show and download it."""
    from tests.browser.served_dashboard import build_published  # loads Streamlit, which few tests need
    from tests.hostile_documents import write_hostile_originals

    folder = tmp_path_factory.mktemp("hostile")
    originals, corrections = write_hostile_originals(folder)
    places = ("--corrections", corrections, "--cache", folder / "cache")
    return build_published(folder / "published", originals, *places)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share a build or a server go to one worker."""
    return GroupedScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin first: begun last, they would leave the other workers without work."""
    items.sort(key=lambda item: place_in_order(item.nodeid))


def pytest_unconfigure() -> None:
    """Unfreeze what app.py froze in a test: frozen, DuckDB's module is never taken apart and complains of leaks."""
    gc.unfreeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud which tests did not run: a green suite without a browser is not a whole one."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)]
    counts = Counter(reason for reason in reasons if NOT_RUN in reason)
    if counts:
        terminalreporter.section("tests not run", sep="!", red=True, bold=True)
        for reason, count in counts.items():
            terminalreporter.line(f"{count} skipped (a whole file counts once): {reason}")
