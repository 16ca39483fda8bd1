"""Documents that unpack to more memory than a reading process may use: each is told so, and the next one is read."""

import zlib
from typing import NoReturn

import pytest
from lxml import etree

from etl.document_guard import GuardLimits, run_guarded
from etl.readers import read_grid
from etl.readers.safe_xml import found_by

UNHURRIED = 300.0  # seconds: only ends what hangs, on however busy a machine
LIMITS = GuardLimits(UNHURRIED, memory_limit_bytes=256 << 20, tasks_per_process=3)


def read(task: tuple[str, bytes]) -> bytes:
    """Work that reads a document."""
    return str(len(read_grid(task[1], task[0]).rows)).encode()


def inflating_pdf(size: int) -> bytes:
    """A pdf of some kilobytes whose only page unpacks to so many bytes."""
    packed = zlib.compress(bytes(size), 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


def test_documents_that_need_more_memory_than_they_may_are_told_so() -> None:
    tasks = [("页.html", "<p>项目" + "<i>1</i>" * 1_500_000), ("表.pdf", "")]
    documents = [(name, text.encode() or inflating_pdf(300 << 20)) for name, text in tasks]
    results = dict(run_guarded(read, [*documents, ("表.txt", "项目名称\t甲".encode())], 1, LIMITS))
    assert results[2] == b"1"
    assert [getattr(results[number], "code", results[number]) for number in (0, 1)] == ["memory", "memory"]


class SearchedWithoutMemory:
    """An element as libxml2 leaves it that has no memory for what a path finds; at which size that happens depends on
    what its process did before."""

    def xpath(self, path: str, *, smart_strings: bool) -> NoReturn:
        """What lxml then raises for a sound path."""
        raise etree.XPathEvalError(f"unknown error: {path}, {smart_strings}")


def test_memory_that_ends_while_a_page_is_searched_is_told_so() -> None:
    with pytest.raises(MemoryError):
        found_by("//@style", SearchedWithoutMemory())
