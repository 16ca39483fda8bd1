"""After a login the page that was asked for, not the start page.

Input and output: an ASGI application. Used by serve.py. Streamlit sends everybody to the start page when the identity
provider sends them back. The address that a browser opened last is kept in a cookie; it counts only where it is one of
our pages, so nobody is sent anywhere else.
"""

from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.security_headers import wants_page

COOKIE = "jixiao_asked_for"
SECONDS = 600  # a login that takes longer ends at the start page
LONGEST_ADDRESS = 2_000
CALLBACK = "/oauth2callback"
PAGES = Path(__file__).parents[1] / "pages"


class AskedAddress:
    """Remembers the page that a browser opens, and leads there from the end of a login."""

    def __init__(self, app: ASGIApp, *, has_login: bool) -> None:
        self.app = app
        self.has_login = has_login
        self.pages = {"/"} | {f"/{page.stem}" for page in PAGES.glob("*.py") if page.stem != "__init__"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        address = asked_for(scope) if self.has_login and scope["type"] == "http" else ""

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                if self.is_page(address) and wants_page(scope):
                    headers.append("set-cookie", remember(address))
                elif scope["path"] == CALLBACK and headers.get("location") == "/":
                    kept = kept_address(scope)
                    headers["location"] = kept if self.is_page(kept) else "/"
            await send(message)

        await self.app(scope, receive, send_on if address else send)

    def is_page(self, address: str) -> bool:
        """Whether an address is one of our pages, with or without a choice behind it."""
        parts = urlsplit(address)
        return not parts.scheme and not parts.netloc and parts.path in self.pages and address.startswith(parts.path)


def asked_for(scope: Scope) -> str:
    """The path and the choice of a request, as a browser writes them; "/" for what is too long to keep."""
    address = quote(scope["path"])
    if scope["query_string"]:
        address += "?" + scope["query_string"].decode("latin-1")
    return address if len(address) <= LONGEST_ADDRESS and address.isascii() and address.isprintable() else "/"


def remember(address: str) -> str:
    """The header that lets a browser keep an address for a while."""
    return f"{COOKIE}={quote(address, safe='')}; Max-Age={SECONDS}; Path=/; HttpOnly; SameSite=Lax"


def kept_address(scope: Scope) -> str:
    """The address that a browser kept; "" where there is none."""
    sent = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    try:
        found = SimpleCookie(sent).get(COOKIE)
    except CookieError:
        return ""
    address = unquote(found.value) if found else ""
    return address if address.isascii() and address.isprintable() and "\\" not in address else ""
