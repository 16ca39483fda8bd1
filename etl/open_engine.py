"""Opens the engine that the command line asks for, and closes it after the build.

Input: the options. Output: an `Engine`. The cluster is an optional extra (requirements-cluster.txt), imported only here
and only when it is asked for.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from etl.reading_engine import Engine, EngineError, LocalEngine

LOCAL, DASK = "local", "dask"
ENGINES = (LOCAL, DASK)
PACKAGES = ("cryptography", "dask", "distributed")
TO_INSTALL = "没有安装 Dask：请先运行 make cluster（或 .venv/bin/python -m pip install -r requirements-cluster.txt）。"


def is_installed() -> bool:
    """Whether the optional packages are there."""
    try:
        return all(version(name) for name in PACKAGES)
    except PackageNotFoundError:
        return False


@contextmanager
def open_engine(
    name: str, scheduler: str | None, worker_count: int, cache: Path, tell: Callable[[str], None]
) -> Iterator[Engine]:
    """The engine of a name, for as long as it is needed. Raises EngineError where there is none."""
    if name == LOCAL:
        if scheduler:
            raise EngineError("--scheduler 要与 --engine dask 一起用。")
        yield LocalEngine(worker_count)
        return
    if not is_installed():
        raise EngineError(TO_INSTALL)
    from etl.cluster.open_cluster import open_cluster

    with open_cluster(scheduler, worker_count, cache.absolute(), tell) as engine:
        yield engine
