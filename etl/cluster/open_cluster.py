"""Connects to a scheduler, or starts one with workers on this machine, for as long as a build takes.

Input: an address, or how many workers. Output: a `DaskEngine`. Used by the command line. A scheduler of our own listens
on 127.0.0.1 only and knows its workers by certificates that are made for the run and never leave memory.
"""

import asyncio
import logging
import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import dask.config
from distributed import Client, LocalCluster, Security, rpc

from etl.cluster.dask_engine import DaskEngine
from etl.reading_engine import EngineError, LocalEngine

ADDRESS = re.compile(r"(?:(tcp|tls)://)?(\[[0-9a-fA-F:]{2,45}\]|[\w.-]{1,253}):(\d{1,5})", re.A)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
CONNECT_SECONDS = 15
SETTINGS = {
    "distributed.worker.daemon": False,  # a daemon may not start the guarded processes
    "distributed.scheduler.http.routes": [],  # both start a web server, whatever they are asked: it has no page
    "distributed.worker.http.routes": [],
}
WEB_ADDRESS = "127.0.0.1:0"  # None would have the scheduler's on every interface of the machine


@contextmanager
def open_cluster(
    scheduler: str | None, worker_count: int, cache: Path, tell: Callable[[str], None]
) -> Iterator[DaskEngine]:
    """An engine on the cluster at an address, or on one of our own; results go through the folder `cache`.

    Raises EngineError when there is no scheduler at the address.
    """
    silence_dask()
    connected = connect(scheduler, tell) if scheduler else start_own(worker_count)
    with connected as client:
        engine = DaskEngine(client, cache, LocalEngine(worker_count), tell)
        try:
            yield engine
        finally:
            engine.close()


def silence_dask() -> None:
    """Let Dask log nothing: what matters is told in our own sentences. Each of its loggers has a handler of its own."""
    for name in list(logging.Logger.manager.loggerDict):
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@contextmanager
def connect(scheduler: str, tell: Callable[[str], None]) -> Iterator[Client]:
    """A client of the scheduler at an address. Raises EngineError when there is none."""
    written = ADDRESS.fullmatch(scheduler)
    if not written:
        raise EngineError(f"调度器地址 {scheduler} 写得不对，应如 tls://主机:8786 或 tcp://127.0.0.1:8786。")
    protocol, host, port = written.groups()
    if protocol == "tls" and Security().get_connection_args("client")["ssl_context"] is None:
        raise EngineError("tls 地址需要证书，请在 Dask 的配置里写明（见 docs/scale.md）。")
    if protocol != "tls" and host not in LOOPBACK:
        tell("调度器的连接没有加密，也不认人：能连上它的人都能在各节点上运行程序；请改用 tls://（见 docs/scale.md）。")
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise EngineError(f"调度器 {scheduler} 连不上（{error}），请检查地址，并先启动调度器。") from error
    try:
        with ThreadPoolExecutor(1) as own_thread:  # the caller's may have a loop that runs already
            own_thread.submit(asyncio.run, asyncio.wait_for(ask_name(scheduler), CONNECT_SECONDS)).result()
    except (OSError, TimeoutError, RuntimeError) as error:  # RuntimeError: the configuration asks for encryption
        raise EngineError(f"{scheduler} 没有像 Dask 调度器那样应答，请检查地址、证书和 Dask 的版本。") from error
    with Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False) as client:
        yield client


async def ask_name(scheduler: str) -> None:
    """Return when a scheduler answers at the address; the client itself would wait for a silent one for ever."""
    async with rpc(scheduler, connection_args=Security().get_connection_args("client")) as remote:
        await remote.identity()


@contextmanager
def start_own(worker_count: int) -> Iterator[Client]:
    """A client of a scheduler and workers that this command starts, and that end with it."""
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=worker_count,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=WEB_ADDRESS,
            worker_dashboard_address=WEB_ADDRESS,
            security=Security.temporary(),
            memory_limit=0,  # documents are read in processes with limits of their own
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
