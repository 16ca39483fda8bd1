"""A dashboard that asks a provider who its users are, on a loopback port, as it is served.

Input: a provider that runs, a folder, a published folder. Output: the port. Only lin@example.cn is on its list.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drills.served_dashboard import free_port, serve_dashboard
from tests.serving.identity_provider import CLIENT_ID, CLIENT_SECRET, Provider

COOKIE_SECRET = "thirty-two characters and some more"
SECRETS = """
[auth]
redirect_uri = "{redirect}"
cookie_secret = "{cookie}"
client_id = "{client}"
client_secret = "{password}"
server_metadata_url = "{metadata}"
[access]
emails = ["lin@example.cn"]
"""


@contextmanager
def guarded_dashboard(provider: Provider, published: Path, folder: Path) -> Iterator[int]:
    """The port of a dashboard of the published folder, whose secrets and log lie in the other one."""
    port = free_port()
    provider.redirect_uri = f"http://127.0.0.1:{port}/oauth2callback"
    metadata = f"{provider.address}/.well-known/openid-configuration"
    words = {"redirect": provider.redirect_uri, "cookie": COOKIE_SECRET, "client": CLIENT_ID}
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(**words, password=CLIENT_SECRET, metadata=metadata), "utf-8")
    with serve_dashboard(published, folder / "server.log", port, options=("--secrets.files", str(secrets))):
        yield port
