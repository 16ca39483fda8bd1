"""The dashboard as it is served, on a free port of this machine, for the drills that break something under its users.

Input: a published folder. Output: a running server, its memory, and sessions that speak Streamlit's own protocol.
"""

import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PROJECT = Path(__file__).resolve().parents[1]
START_SECONDS, ANSWER_SECONDS = 300, 300  # they only end what hangs
PORTS = range(20_000, 32_000)  # below those that systems give to whoever asks for any
XSRF_COOKIE = "_streamlit_xsrf"
KIBIBYTES_OF_MEMORY = re.compile(r"VmRSS:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    def memory_mebibytes(self) -> int:
        """What the server holds of memory now; 0 where the system does not tell (only Linux does)."""
        status = Path(f"/proc/{self.process.pid}/status")
        found = KIBIBYTES_OF_MEMORY.search(status.read_text()) if status.exists() else None
        return int(found.group(1)) // 1024 if found else 0

    def processor_seconds(self) -> float:
        """What the server has used of the processors so far; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/stat")
        if not status.exists():
            return 0.0
        after_name = status.read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Answer:
    """What one run of a page brought: how long it took, its title, what it said by kind, the files it offers (made
    already, or by their ids), its buttons by their words, and where it sends the browser.
    """

    seconds: float = 0.0
    titles: list[str] = field(default_factory=list)
    messages: dict[str, list[str]] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)
    unmade_files: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    sent_to: str = ""
    session_id: str = ""

    def faults(self) -> list[str]:
        """What no reader should see: exceptions, error messages, a page without a title."""
        untitled = [] if self.titles else ["no title"]
        return [*self.exceptions, *self.messages.get("ERROR", []), *untitled]


def free_port() -> int:
    """A port of the loopback address that nobody uses. Raises RuntimeError where there is none.

    One that the system gives to whoever asks for any port could go to a connection before the server listens on it.
    """
    for port in random.SystemRandom().sample(PORTS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


@contextmanager
def serve_dashboard(
    published: Path, log: Path, port: int = 0, script: str = "serve.py", options: Sequence[str] = ()
) -> Iterator[Dashboard]:
    """Serve a published folder until the end of the block; what the server prints goes to `log`."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
    environment = {**os.environ, "JIXIAO_PUBLISHED": str(published), "JIXIAO_ACCESS_LOG": str(log.parent / "access")}
    environment |= {"PYTHONUTF8": "1", "PYTHONPATH": str(PROJECT), "JIXIAO_DECISIONS": str(log.parent / "decisions")}
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)
        try:
            wait_until_healthy(process, port)
            yield Dashboard(process, port)
        finally:
            process.kill()
            process.wait()


def wait_until_healthy(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers. Raises RuntimeError where it ends or stays silent."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the dashboard does not answer; it ended with {process.poll()}")


@dataclass(frozen=True, slots=True)
class PageSession:
    """One reader's session."""

    connection: ClientConnection

    async def ask(self, page: str = "", choice: str = "", button: str = "") -> Answer:
        """Run a page ("" is the start page) with a query string, as a click does, on a button too; what it brought."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, choice
        if button:
            message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
        began, answer = time.monotonic(), Answer()
        await self.connection.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while not await self._take(answer):
                pass
        answer.seconds = time.monotonic() - began
        return answer

    async def make_file(self, shown: Answer) -> str:
        """The address of the first file that a page offers, made now, as a click on its button does."""
        message = BackMsg()
        request = message.backend_operation_request
        request.request_id, request.session_id = "1", shown.session_id
        request.deferred_file.file_id = shown.unmade_files[0]
        await self.connection.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                told = ForwardMsg()
                told.ParseFromString(bytes(await self.connection.recv(decode=False)))
                if told.WhichOneof("type") == "backend_operation_response":
                    answer = told.backend_operation_response
                    if not answer.deferred_file.url:
                        raise RuntimeError(f"the file is not made: {answer.error_msg} {answer.error_reason}")
                    return str(answer.deferred_file.url)

    async def _take(self, answer: Answer) -> bool:
        """Take in one message of the server; whether the page has ended."""
        message = ForwardMsg()
        message.ParseFromString(bytes(await self.connection.recv(decode=False)))
        if message.WhichOneof("type") == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "new_session":
            answer.session_id = message.new_session.initialize.session_id
        elif message.WhichOneof("type") == "auth_redirect":
            answer.sent_to = message.auth_redirect.url
        elif message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "exception":
                answer.exceptions.append(element.exception.message)
            elif kind == "alert":
                name = Alert.Format.Name(element.alert.format)
                answer.messages.setdefault(name, []).append(element.alert.body)
            elif kind == "heading" and element.heading.tag == "h2":
                answer.titles.append(element.heading.body)
            elif kind == "download_button":
                offered = element.download_button
                kept = answer.downloads if offered.url else answer.unmade_files
                kept.append(offered.url or offered.deferred_file_id)
            elif kind == "button":
                answer.buttons[element.button.label] = element.button.id
            elif kind == "text":
                answer.texts.append(element.text.body)
        return False


@asynccontextmanager
async def open_session(port: int, cookies: Mapping[str, str] | None = None) -> AsyncIterator[PageSession]:
    """A new session with the server on a port, of a browser that holds these cookies."""
    origin, spoken = Origin(f"http://127.0.0.1:{port}"), [Subprotocol("streamlit")]
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    if cookies and XSRF_COOKIE in cookies:  # as Streamlit's own script does; without it no login counts
        spoken.append(Subprotocol(cookies[XSRF_COOKIE]))
    kept = {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else None
    async with connect(
        address,
        max_size=None,
        subprotocols=spoken,
        origin=origin,
        additional_headers=kept,
        open_timeout=ANSWER_SECONDS,
        ping_interval=None,  # a server at work answers late, and is there
    ) as connection:
        yield PageSession(connection)


def publish_raw(published: Path, folder: Path, cache: Path) -> None:
    """Publish the documents of a folder with the command that everybody uses. Raises RuntimeError where it refuses."""
    command = [sys.executable, "-m", "etl", "build", str(folder), "--published", str(published), "--cache", str(cache)]
    done = subprocess.run([*command, "--accept-fewer-forms"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"python -m etl build ended with {done.returncode}: {done.stderr}")
