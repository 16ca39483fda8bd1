"""What Streamlit's own page says in Chinese: when the server is away or a download fails, and the buttons and menus of
tables and choosers.

Input and output: an ASGI application. Streamlit 1.67 has these words in its scripts and no setting for them. The pinned
version is tested to hold every one of them. Used by serve.py.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPTS = tuple(
    f"/static/js/{name}." for name in ("index", "DownloadButton", "DataFrame", "Toolbar", "Multiselect", "Selectbox")
)
SERVER_AWAY = (
    "屏幕上仍是断开前的数字。请稍等，服务器恢复后本页会按原来的筛选自动接上；一分钟后仍未恢复，请告诉维护人员。"
)
NO_FILE = "没有下载成功。请再点一次；仍不成功，请刷新页面后再点，或把页面名称和时间告诉维护人员。"
WORDS: tuple[tuple[str, str], ...] = (
    ("`Connection error`,e,", f"`暂时连不上服务器`,{{message:`{SERVER_AWAY}`}},"),
    ("`Connecting`", "`正在连接`"),
    ("`Connecting to Streamlit server`", "`正在连接服务器`"),
    ("`Unable to connect to Streamlit server`", "`连不上服务器`"),
    ("showError(`Bad message format`,{message:t.message})", "showError(`传送出错`,{message:`请刷新页面。`})"),
    ("`Running...`", "`正在计算`"),
    ("children:`Skip to main content`", "children:`跳到正文`"),
    ("e instanceof Error?e.message:`Download failed`", f"`{NO_FILE}`"),
    ("label:`Show/hide columns`", "label:`显示或隐藏列`"),
    ("label:`Search`", "label:`查找`"),
    ("label:`Fullscreen`", "label:`全屏`"),
    ("label:`Close fullscreen`", "label:`退出全屏`"),
    ("label:`Clear selection`", "label:`取消选择`"),
    ("`Type to search`", "`输入要查找的文字`"),
    ("`Sort ascending`", "`升序`"),
    ("`Sort descending`", "`降序`"),
    ("`Autosize`", "`自动列宽`"),
    ("`Unpin column`", "`取消冻结`"),
    ("`Pin column`", "`冻结此列`"),
    ("`Hide column`", "`隐藏此列`"),
    ("}),`Format`]", "}),`数字格式`]"),
    ("`No results`", "`没有匹配项`"),
    ('"aria-label":`Selected values`', '"aria-label":`已选`'),
    ('"aria-label":`Clear all`', '"aria-label":`全部清除`'),
    ('"aria-label":`Remove ${e}`', '"aria-label":`去掉 ${e}`'),
)
"""What is said, as it stands in the scripts, and what we say instead."""


class ChineseWords:
    """Replaces the words in the scripts that hold them; everything else passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope.get("path", "").startswith(SCRIPTS):
            await self.app(scope, receive, send)
            return
        left_out = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")
        asked = {**scope, "headers": [header for header in scope["headers"] if header[0] not in left_out]}
        await self.app(asked, receive, ScriptSender(send).send)


class ScriptSender:
    """Holds an answer until it is whole, and sends it with the words replaced."""

    def __init__(self, send: Send) -> None:
        self._send = send
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
        body = in_chinese(bytes(self._body))
        changed = (b"content-length", b"etag", b"last-modified")
        kept = [(name, value) for name, value in self._start["headers"] if name.lower() not in changed]
        headers = [*kept, (b"content-length", str(len(body)).encode())]
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def in_chinese(script: bytes) -> bytes:
    """A script with our words in place of Streamlit's."""
    for theirs, ours in WORDS:
        script = script.replace(theirs.encode(), ours.encode())
    return script
