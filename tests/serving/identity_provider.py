"""An identity provider for tests: OpenID Connect on a loopback port, with real keys and signatures, for one account.

Input: what the tokens should say, and what is wrong with them. Output: a running provider that knows its metadata,
authorisation, token, keys and logout. It checks what it is sent, as a real one does.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "lens", "known-to-the-two"
LIN = {"sub": "subject-1", "email": "lin@example.cn", "email_verified": True, "name": "林"}
KEY = RSAKey.generate_key(2048, {"kid": "one"})
FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass(slots=True)
class Provider:
    """A provider that runs: who logs in next, what is wrong with his token, and what was asked so far."""

    address: str = ""
    redirect_uri: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    signature: str = "good"  # or "foreign", "none", "public key as password", "missing"
    is_away: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    logouts: list[dict[str, str]] = field(default_factory=list)

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        ends["end_session_endpoint"] = "logout"
        return {name: f"{self.address}/{end}" for name, end in ends.items()} | {
            "issuer": self.address,
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser goes on with a code. Raises ValueError for a client or an address that is not known."""
        if asked.get("client_id") != CLIENT_ID or asked.get("redirect_uri") != self.redirect_uri:
            raise ValueError("no such client, or not its address")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{self.redirect_uri}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], authorisation: str) -> dict[str, Any]:
        """The answer to a code, which is good once. Raises ValueError for a wrong client, code or verifier."""
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(sent.get("code", ""), None)
        if authorisation != f"Basic {expected}" or asked is None:
            raise ValueError(f"client or code unknown: {authorisation}")
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if in_base64(digest) != asked["code_challenge"]:
            raise ValueError("another browser asked for this code")
        answer = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300}
        return answer if self.signature == "missing" else answer | {"id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        """Who logged in, signed, with what is wrong with it."""
        now = int(time.time())
        usual = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce, **LIN}
        claims = {name: value for name, value in (usual | self.claims).items() if value is not None}
        if self.signature == "none":
            return unsigned({"alg": "none", "kid": "one"}, claims) + "."
        if self.signature == "public key as password":
            return signed_by_password({"alg": "HS256", "kid": "one"}, claims, KEY.as_pem(private=False))
        key = FOREIGN_KEY if self.signature == "foreign" else KEY
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


def unsigned(header: dict[str, str], claims: dict[str, Any]) -> str:
    """The two parts of a token that are signed."""
    return ".".join(in_base64(json.dumps(part).encode()) for part in (header, claims))


def signed_by_password(header: dict[str, str], claims: dict[str, Any], password: bytes) -> str:
    """A token whose signature is a digest with a password; libraries refuse to make one with a public key."""
    text = unsigned(header, claims)
    return f"{text}.{in_base64(hmac.digest(password, text.encode(), 'sha256'))}"


def in_base64(content: bytes) -> str:
    """Bytes as tokens write them."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Answers(BaseHTTPRequestHandler):
    """The provider's addresses."""

    provider: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = dict(parse_qsl(address.query))
        if self.provider.is_away:
            self.answer(500, "")
        elif address.path == "/.well-known/openid-configuration":
            self.answer(200, json.dumps(self.provider.metadata()))
        elif address.path == "/jwks":
            self.answer(200, json.dumps({"keys": [KEY.as_dict(private=False)]}))
        elif address.path == "/authorize":
            self.tell(lambda: self.answer(302, "", location=self.provider.authorise(asked)))
        elif address.path == "/logout":
            self.provider.logouts.append(asked)
            self.answer(302, "", location=asked["post_logout_redirect_uri"])
        else:
            self.answer(404, "")

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        authorisation = self.headers.get("authorization", "")
        self.tell(lambda: self.answer(200, json.dumps(self.provider.token(sent, authorisation))))

    def tell(self, work: Any) -> None:
        try:
            work()
        except ValueError as error:
            self.provider.refusals.append(str(error))
            self.answer(400, json.dumps({"error": "invalid_request"}))

    def answer(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing; the tests look at what the provider keeps."""


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on a free port of this machine until the end of the block."""
    provider = Provider()
    answers = type("AnswersOfOne", (Answers,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        provider.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield provider
        finally:
            server.shutdown()
