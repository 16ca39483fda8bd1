"""The bytes of a page's picture, once they are what the build vouches for.

Input: the fingerprint that raw_page_picture gives a page. Output: PNG bytes. Side of the pages. The pictures lie beside
the builds, under `pictures/<2 hex digits>/<sha256>.png`, and several builds share them; no original is opened here.
"""

import hashlib
import re

from pages.queries.build_folder import Build

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 2_000_000  # the build draws none that is larger


def load_page_picture(build: Build, sha256: str | None) -> bytes | None:
    """The picture of a fingerprint; None where there is none, or not with these bytes."""
    if sha256 is None or not FINGERPRINT.fullmatch(sha256):
        return None
    path = build.folder.parents[1] / "pictures" / sha256[:2] / f"{sha256}.png"
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
