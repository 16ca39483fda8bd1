"""Hands a large answer over in pieces, so that a slow reader costs the server one piece and not a copy of the file.

Input and output: an ASGI application. Streamlit 1.67 sends a download in one piece; the server then copies what the
reader has not taken yet, for every reader anew. Used by serve.py.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PIECE_BYTES = 256 * 1024


class PacedBody:
    """Splits the bodies of answers; each piece waits until the reader has taken most of the one before."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; websockets pass unchanged."""

        async def send_in_pieces(message: Message) -> None:
            body = message.get("body", b"")
            if message["type"] != "http.response.body" or len(body) <= PIECE_BYTES:
                await send(message)
                return
            view = memoryview(body)
            for start in range(0, len(body), PIECE_BYTES):
                is_last = start + PIECE_BYTES >= len(body)
                more = True if not is_last else message.get("more_body", False)
                await send({**message, "body": bytes(view[start : start + PIECE_BYTES]), "more_body": more})

        await self.app(scope, receive, send_in_pieces if scope["type"] == "http" else send)
