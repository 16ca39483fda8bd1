"""A Chinese answer to addresses that are no page; Streamlit would open the start page under an English dialog, and does
so for the start page's own name too, which leads on to /.

Input and output: an ASGI application. Used by serve.py.
"""

from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.security_headers import wants_page

START = "/overview"  # app.py serves it as /
PAGES = Path(__file__).parents[1] / "pages"
OWN_ADDRESSES = ("/_stcore/", "/static/", "/media/", "/component/", "/oauth2callback", "/auth/")
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>没有这一页 · 绩效透镜</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root {{ color-scheme: light dark }}
body {{ font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif }}
body {{ max-width: 36rem; margin: 18vh auto; padding: 0 1rem }}
</style></head><body><h1>没有这一页</h1>
<p>地址“{address}”不是绩效透镜的页面，可能抄漏了字，或是旧的链接。</p>
<p><a href="/">回到总览</a></p></body></html>
"""


class UnknownAddress:
    """Answers 404 in Chinese where a browser asks for a page that does not exist; the start page has one address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.known = {"/", *(f"/{page.stem}" for page in PAGES.glob("*.py") if page.stem != "__init__")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        address = scope.get("path", "")
        is_unknown = (address.rstrip("/") or "/") not in self.known and not address.startswith(OWN_ADDRESSES)
        if scope["type"] == "http" and address.rstrip("/") == START and wants_page(scope):
            asked = scope.get("query_string", b"").decode("latin-1")
            await RedirectResponse(f"/?{asked}" if asked else "/")(scope, receive, send)
        elif scope["type"] == "http" and is_unknown and wants_page(scope):
            await HTMLResponse(PAGE.format(address=escape(address[:200])), 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
