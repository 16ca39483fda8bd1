"""Streamlit's scripts with some of their words replaced, where no setting of Streamlit reaches.

Input and output: an ASGI application. What is replaced, and in which scripts, is data of chinese_words.py and
chart_script.py. Used by serve.py.
"""

from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Words = Sequence[tuple[str, str]]
"""What stands in a script, and what is said instead."""


class ReplacedScripts:
    """Replaces words in the scripts of these names; everything else passes unchanged."""

    def __init__(self, app: ASGIApp, words_of: Mapping[tuple[str, ...], Words]) -> None:
        self.app = app
        self.words_of = {f"/static/js/{name}.": words for names, words in words_of.items() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path = scope.get("path", "") if scope["type"] == "http" else ""
        words = next((words for start, words in self.words_of.items() if path.startswith(start)), None)
        if words is None:
            await self.app(scope, receive, send)
            return
        left_out = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")
        asked = {**scope, "headers": [header for header in scope["headers"] if header[0] not in left_out]}
        await self.app(asked, receive, ScriptSender(send, words).send)


class ScriptSender:
    """Holds an answer until it is whole, and sends it with the words replaced."""

    def __init__(self, send: Send, words: Words) -> None:
        self._send = send
        self._words = words
        self._start: Message = {}
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = replaced(bytes(self._body), self._words)
        changed = (b"content-length", b"etag", b"last-modified")
        kept = [(name, value) for name, value in self._start["headers"] if name.lower() not in changed]
        headers = [*kept, (b"content-length", str(len(body)).encode())]
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def replaced(script: bytes, words: Words) -> bytes:
    """A script with our words in place of theirs."""
    for theirs, ours in words:
        script = script.replace(theirs.encode(), ours.encode())
    return script
