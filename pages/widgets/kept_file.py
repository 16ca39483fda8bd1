"""A made file that waits on the disk until it is fetched, and is gone when nobody can ask for it any more.

Input: what writes the file. Output: a `KeptFile`, and the bytes by which the server knows it: Streamlit keeps what it
hands over in memory, so it is given a ticket in place of a large file, and `serving/handed_files.py` sends the file
that the ticket names. Without that server, as in a test of a page, the file itself is handed over. Side of the pages.
"""

import errno
import hashlib
import os
import secrets
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

FOLDER_VARIABLE = "JIXIAO_HANDED_FILES"  # set by serving/handed_files.py, the folder that it sends files from
TICKET = b"jixiao-handed-file:"
NAME_BYTES = 16  # nobody guesses it, so no document can name a file of somebody else


class DiskFullError(Exception):
    """The disk does not take the file; the text is one Chinese sentence."""


class KeptFile:
    """A file on the disk; removed when the last who holds this object lets it go."""

    def __init__(self, write: Callable[[BinaryIO], None]) -> None:
        """Write the file. Raises DiskFullError; whatever is raised, nothing is left behind."""
        self.path = Path(os.environ.get(FOLDER_VARIABLE) or tempfile.gettempdir()) / secrets.token_hex(NAME_BYTES)
        weakref.finalize(self, self.path.unlink, missing_ok=True)
        try:
            with self.path.open("xb") as sink:
                write(sink)
            with self.path.open("rb") as made:
                self.sha256 = hashlib.file_digest(made, "sha256").hexdigest()
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise DiskFullError("服务器的临时磁盘空间不足，文件没有生成；请缩小筛选范围，或请维护人员清理。") from error
        self.byte_count = self.path.stat().st_size

    def content(self) -> bytes:
        """What is given to Streamlit: the ticket, where the server knows tickets, else the file itself."""
        if os.environ.get(FOLDER_VARIABLE):
            return TICKET + self.path.name.encode()
        return self.path.read_bytes()
