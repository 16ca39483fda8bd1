"""Drill: many readers take a large download slowly; the server holds the file once, not once a reader.

Input: a page that offers one file, served with the pieces of `serving/`. Output: memory before and meanwhile.
"""

import asyncio
import socket
import time
import urllib.request

from drills.figure import Count, DrillOptions, Figure, judge
from drills.served_dashboard import Dashboard, open_session, serve_dashboard

COUNTS = (
    Count("slow_readers", 40, 40, "readers of one download at once"),
    Count("file_mebibytes", 30, 30, "size of the download"),
)
WAIT_SECONDS = 4.0
MOST_MORE_MEBIBYTES = 100
PAGE = """import streamlit as st
st.header("大文件")
st.download_button("下载", bytes(range(256)) * 4096 * {mebibytes}, file_name="a.bin")
"""
SERVER = """import streamlit as st
from starlette.middleware import Middleware
from serving.paced_body import PacedBody
app = st.App({page!r}, middleware=[{middleware}])
"""
PROMISE = "slow downloads do not fill the memory"


def run(options: DrillOptions) -> list[Figure]:
    """How much more memory the server holds while the readers dawdle, with our pieces and, to compare, without."""
    more = measure(options, "Middleware(PacedBody)")
    without = measure(options, "")
    readers, size = options.count("slow_readers"), options.count("file_mebibytes")
    done = f"{readers} readers hold a download of {size} MiB open and take nothing"
    figure = f"+{more} MiB; as Streamlit sends it +{without} MiB; a reader in no hurry still gets the whole file"
    return [judge(PROMISE, done, figure, more <= MOST_MORE_MEBIBYTES)]


def measure(options: DrillOptions, middleware: str) -> int:
    """How many MiB more the server holds while the readers wait. Raises RuntimeError where the file is not whole."""
    mebibytes = options.count("file_mebibytes")
    page, server = options.folder / "page.py", options.folder / "server.py"
    page.write_text(PAGE.format(mebibytes=mebibytes), "utf-8")
    server.write_text(SERVER.format(page=str(page), middleware=middleware), "utf-8")
    with serve_dashboard(options.folder, options.folder / "server.log", script=str(server)) as dashboard:
        return asyncio.run(dawdle(dashboard, options.count("slow_readers"), mebibytes))


async def dawdle(dashboard: Dashboard, readers: int, mebibytes: int) -> int:
    """How many MiB more the server holds while the readers wait; the session that offers the file stays open."""
    async with open_session(dashboard.port) as session:
        (address,) = (await session.ask()).downloads
        length = await asyncio.to_thread(fetch_whole, dashboard.port, address)
        if length != mebibytes * 1024 * 1024:
            raise RuntimeError(f"a download of {mebibytes} MiB came with {length} bytes")
        before = dashboard.memory_mebibytes()
        waiting = [await asyncio.to_thread(ask_and_wait, dashboard.port, address) for _ in range(readers)]
        most, until = before, time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            most = max(most, dashboard.memory_mebibytes())
            await asyncio.sleep(0.2)
        for connection in waiting:
            connection.close()
    return most - before


def fetch_whole(port: int, address: str) -> int:
    """How many bytes a reader in no hurry gets."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=60) as answer:
        return len(answer.read())


def ask_and_wait(port: int, address: str) -> socket.socket:
    """A connection that asked for the file and reads nothing of it."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return connection
