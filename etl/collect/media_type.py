"""What kind of file some bytes are, guessed from the bytes alone, for the register of originals.

Input: the first bytes of a file. Output: a media type. Stage `collect`. The readers decide for themselves what they
can read.
"""

HEAD_SIZE = 4096
UNKNOWN_MEDIA_TYPE = "application/octet-stream"
# First bytes of formats met in publication folders; IANA names.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
HTML_STARTS = (b"<!doctype html", b"<html")


def guess_media_type(head: bytes) -> str:
    """The media type that the first bytes of a file show; text when no signature matches and no NUL occurs."""
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            return media_type
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(HTML_STARTS):
        return "text/html"
    if head.startswith(UTF_16_MARKS) or b"\x00" not in head:
        return "text/plain"
    return UNKNOWN_MEDIA_TYPE
