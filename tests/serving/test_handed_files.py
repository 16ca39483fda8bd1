"""A large download is sent from the disk in place of its ticket, and only that: no other file, no part, no guess."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from serving import handed_files
from serving.handed_files import FOLDER_VARIABLE, PIECE_BYTES, PREFIX, HandedFiles, open_folder
from tests.serving.test_answers import ask

NAME = "0123456789abcdef" * 2
TICKET = f"jixiao-handed-file:{NAME}".encode()
CONTENT = bytes(range(256)) * (PIECE_BYTES // 100)  # more than two pieces
DISPOSITION = "attachment; filename=a.csv"


@pytest.fixture()
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    monkeypatch.setattr(handed_files.atexit, "register", lambda *_arguments, **_named: None)
    return tmp_path


async def media(scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit's answers: a ticket at /media/1.csv, part of it where a part is asked for, ordinary bytes elsewhere."""
    body = TICKET if scope["path"] == "/media/1.csv" else scope["path"].encode() + b" " + TICKET
    is_part = b"range" in dict(scope["headers"])
    headers = {"accept-ranges": "bytes", "content-disposition": DISPOSITION}
    answer = Response(body[:4] if is_part else body, 206 if is_part else 200, headers, "text/csv")
    await answer(scope, receive, send)


def test_the_file_comes_in_place_of_its_ticket(temporary: Path) -> None:
    app = HandedFiles(media)
    (app.folder / NAME).write_bytes(CONTENT)
    for headers in ({}, {"range": "bytes=0-3"}):
        status, told, body = ask(app, "/media/1.csv", headers)
        assert (status, body) == (200, CONTENT)
        assert told["content-length"] == [str(len(CONTENT))] and "accept-ranges" not in told
        assert told["content-disposition"] == [DISPOSITION]
    status, told, body = ask(app, "/media/1.csv", {}, "HEAD")
    assert (status, told["content-length"], body) == (200, [str(len(CONTENT))], b"")


def test_a_file_that_is_gone_is_one_sentence(temporary: Path) -> None:
    status, _, body = ask(HandedFiles(media), "/media/1.csv", {})
    assert status == 410 and "请回到页面重新生成" in body.decode()


def test_other_answers_pass_as_they_are(temporary: Path) -> None:
    app = HandedFiles(media)
    (app.folder / NAME).write_bytes(CONTENT)
    for path in ("/media/2.png", "/other/1.csv"):
        status, told, body = ask(app, path, {})
        assert (status, body) == (200, path.encode() + b" " + TICKET)
        assert told["accept-ranges"] == ["bytes"]


def test_the_folder_is_private_and_what_killed_servers_left_is_removed(temporary: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, alive = temporary / f"{PREFIX}{ended.pid}-x", temporary / f"{PREFIX}{os.getpid()}-x"
    for folder in (left, alive):
        folder.mkdir()
        (folder / NAME).write_bytes(b"x")
    folder = open_folder()
    assert os.environ[FOLDER_VARIABLE] == str(folder) and folder.parent == temporary
    assert alive.exists() and (sys.platform == "win32" or not left.exists())
    assert sys.platform == "win32" or folder.stat().st_mode & 0o077 == 0
