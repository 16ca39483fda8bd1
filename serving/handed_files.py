"""Sends a large download from the disk in place of the ticket that Streamlit holds for it, piece by piece.

Input and output: an ASGI application. Used by serve.py. Streamlit keeps every download in memory, for as long as its
page is open; a page therefore writes a large file into the folder of this module, which it finds in the environment,
and gives Streamlit a ticket of some fifty bytes. Whether somebody may fetch it is decided before (media_gate.py).
"""

import asyncio
import atexit
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER_VARIABLE = "JIXIAO_HANDED_FILES"
TICKET = re.compile(rb"jixiao-handed-file:([0-9a-f]{32})")
MEDIA = "/media/"
PIECE_BYTES = 256 * 1024
PREFIX = "jixiao-downloads-"
GONE = "这个文件已不在服务器上（筛选改变或页面已关闭），请回到页面重新生成。"


class HandedFiles:
    """Answers with the file that a ticket names; 410 where it is gone. Everything else passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.folder = open_folder()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or MEDIA not in scope["path"]:
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_file(message: Message) -> None:
            if message["type"] == "http.response.start":
                held.append(message)
                return
            ticket = TICKET.fullmatch(message.get("body", b"")) if held else None
            started = held.pop() if held else None
            if ticket:
                await self._answer(ticket[1].decode(), started or {}, scope, receive, send)
                return
            if started:
                await send(started)
            await send(message)

        whole = [(name, value) for name, value in scope["headers"] if name != b"range"]  # a part of a ticket is none
        await self.app({**scope, "headers": whole}, receive, send_file)

    async def _answer(self, name: str, started: Message, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            file = (self.folder / name).open("rb")
        except OSError:
            await PlainTextResponse(GONE, 410)(scope, receive, send)
            return
        with file:
            replaced = {b"content-length", b"accept-ranges"}
            headers = [(key, value) for key, value in started["headers"] if key.lower() not in replaced]
            headers.append((b"content-length", str(os.fstat(file.fileno()).st_size).encode()))
            await send({**started, "headers": headers})
            await send_pieces(file, send, is_wanted=scope["method"] != "HEAD")


async def send_pieces(file: BinaryIO, send: Send, *, is_wanted: bool) -> None:
    """Send a file to its end; the next piece is read when the reader has taken the one before."""
    piece = await asyncio.to_thread(file.read, PIECE_BYTES) if is_wanted else b""
    while piece:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        piece = await asyncio.to_thread(file.read, PIECE_BYTES)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def open_folder() -> Path:
    """A new folder that only this user may read, removed when the server ends; those that killed servers left are
    removed now. It is put into the environment, where the pages look for it."""
    temporary = Path(tempfile.gettempdir())
    for left in temporary.glob(f"{PREFIX}*"):
        if not is_running(left.name.removeprefix(PREFIX).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[FOLDER_VARIABLE] = str(folder)
    return folder


def is_running(process: str) -> bool:
    """Whether a process of that number may still run; where the system is not asked so, it may."""
    if sys.platform == "win32" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
