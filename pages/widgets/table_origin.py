"""Where a downloaded table comes from, in words: for a sheet beside it, a file's metadata, and the file's name.

Input: page, filters, build. Output: an `Origin` and names of files. Side of the pages; no streamlit here.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from pages.wording.harmless_text import visible_text

UNSAFE_IN_FILE_NAME = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff（）()、_-]+")
FILE_NAME_CHARACTERS = 90
NOTICE_CHARACTERS = 12  # of a notice's first clause stand at the head of a file's name
FINGERPRINT_DIGITS = 16  # nobody makes two contents of one name, not even on purpose


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from: the page's title, the filters in words by their titles, the build's number and id, and
    what else is to be said about it by title (rows left out and why); `notice` must be said of everything in the
    build."""

    page_title: str
    filters: Mapping[str, str]
    build_name: str
    build_id: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    notice: str | None = None

    def lines(self, row_count: int) -> list[tuple[str, str]]:
        """The same as title and text pairs, for a second sheet or a file's metadata."""
        chosen = list(self.filters.items()) or [("筛选", "全部")]
        build = [("数据批次", self.build_name), *([("批次号", self.build_id)] if self.build_id else [])]
        warned = [("数据说明", self.notice)] if self.notice else []
        told = [*warned, ("页面", self.page_title), *chosen, ("行数", str(row_count)), *self.notes.items(), *build]
        return [(visible_text(title), visible_text(text)) for title, text in told]


def file_stem(table: pa.Table, origin: Origin) -> str:
    """A file name before its ending: page, filters, build and a fingerprint of the content (equal names then mean equal
    content)."""
    return marked_stem(origin, content_fingerprint(table))


def marked_stem(origin: Origin, fingerprint: str) -> str:
    """The same with a fingerprint that is known."""
    warned = [origin.notice.split("，")[0][:NOTICE_CHARACTERS]] if origin.notice else []
    words = [*warned, origin.page_title, *(f"{title}{text}" for title, text in origin.filters.items())]
    return f"{allowed_name('_'.join(words))}_批次{origin.build_name}_{fingerprint}"


def allowed_name(text: str) -> str:
    """The text as part of a file name: of an allow-list of characters, and not long."""
    return UNSAFE_IN_FILE_NAME.sub("_", text).strip("_")[:FILE_NAME_CHARACTERS]


def content_fingerprint(table: pa.Table) -> str:
    """Sixteen hex digits that change with any header or cell."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getbuffer()).hexdigest()[:FINGERPRINT_DIGITS]
