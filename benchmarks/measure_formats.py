"""Measure reading by format: documents a second and core, and how many times the bare format library's time it takes.

Input: a corpus made from a seed. Output: a table, a line a format; docs/operations.md says how to read it. Every time
is CPU time of this process, set up as a reading process is; each document is read once by each side, one right after
the other, so that no answer is remembered and a busy machine slows both. A ratio is the median of these pairs' ratios.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks import bare_readers as bare
from benchmarks import written_formats as written
from benchmarks.made_corpus import MadeDocument, make_document
from etl.normalise.type_form import type_form
from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.reading_memory import look_seldom_for_cycles
from etl.records import CellGrid, DocumentReading, Section

SEED = 20261122
FORM_COUNTS = (5, 12, 22, 42)  # 10 to 100 KB of text
PDF_FORM_COUNTS = (3, 5)  # 10 to 15 pages: a page costs as much as a whole text
ROUNDS, PDF_ROUNDS = 4, 3
BUSY_SHARE = 0.5  # of the cores: above it others take their caches and their turns
TEXT_GOAL, HTML_GOAL, LIBRARY_GOAL = 8.0, 2.0, 1.3


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is written, its floor, and the goal as a multiple of the floor.

    The goal of text is for reading and parsing together, that of the others for the reader alone.
    """

    name: str
    ending: str
    write: Callable[[MadeDocument], bytes]
    floor: Callable[[bytes], int]
    floor_name: str
    goal: float | None
    counts_parsing: bool = False


FORMATS = (
    Format("txt tabs", ".txt", written.write_tabs, bare.split_tabs, "split", TEXT_GOAL, True),
    Format("txt pipes", ".txt", written.write_pipes, bare.split_pipes, "split", TEXT_GOAL, True),
    Format("txt flat", ".txt", written.write_flat, bare.split_tabs, "split", TEXT_GOAL, True),
    Format("md", ".md", written.write_markdown, bare.split_pipes, "split", TEXT_GOAL, True),
    Format("csv", ".csv", written.write_csv, bare.list_csv, "csv", None),
    Format("html", ".html", written.write_html, bare.list_html, "selectolax", HTML_GOAL),
    Format("docx", ".docx", written.write_docx, bare.list_docx, "zip + lxml", LIBRARY_GOAL),
    Format("xlsx", ".xlsx", written.write_xlsx, bare.list_xlsx, "zip + lxml", LIBRARY_GOAL),
    Format("xls", ".xls", written.write_xls, bare.list_xls, "xlrd", None),
    Format("ods", ".ods", written.write_ods, bare.list_ods, "zip + lxml", None),
    Format("pdf ruled", ".pdf", written.write_ruled_pdf, bare.list_ruled_pdf, "pdfplumber", LIBRARY_GOAL),
    Format("pdf unruled", ".pdf", written.write_unruled_pdf, bare.list_unruled_pdf, "pdfplumber", LIBRARY_GOAL),
)


@dataclass(slots=True)
class Measured:
    """What one format took: seconds of each document for the floor, for reading, parsing and typing, and what was
    found."""

    floor: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    parse: list[float] = field(default_factory=list)
    type: list[float] = field(default_factory=list)
    text_bytes: int = 0
    made: int = 0
    found: int = 0

    @property
    def whole(self) -> list[float]:
        """Seconds of reading and parsing."""
        return [read + parse for read, parse in zip(self.read, self.parse, strict=True)]


def documents_of(kind: Format) -> list[MadeDocument]:
    """The documents that a format is measured on, the first of them only for warming up."""
    counts = PDF_FORM_COUNTS * PDF_ROUNDS if kind.ending == ".pdf" else FORM_COUNTS * ROUNDS
    return [make_document(SEED + number, count) for number, count in enumerate((counts[0], *counts))]


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    """The CPU seconds of some work, and what it gave; waste left by work before it is not counted."""
    gc.collect()
    started = time.process_time()
    given = work()
    return time.process_time() - started, given


def measure(kind: Format) -> Measured:
    """Floor, reader, parser and the typing of forms on every document in turn."""
    taken = Measured()
    for number, document in enumerate(documents_of(kind)):
        content = kind.write(document)
        floor, _ = seconds(lambda content=content: kind.floor(content))
        read, grid = seconds(lambda content=content: read_grid(content, f"表{kind.ending}"))
        assert isinstance(grid, CellGrid)
        parse, reading = seconds(lambda grid=grid: read_forms(grid))
        assert isinstance(reading, DocumentReading)
        typed, _ = seconds(lambda reading=reading: [type_form(form, "0" * 16) for form in reading.forms])
        if number == 0:
            continue
        taken.floor.append(floor)
        taken.read.append(read)
        taken.parse.append(parse)
        taken.type.append(typed)
        taken.text_bytes += document.text_bytes
        taken.made += document.indicator_count
        taken.found += sum(len(form.rows(Section.INDICATOR)) for form in reading.forms)
    return taken


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of pairs."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def verdict(value: float, goal: float | None) -> str:
    """A goal and whether it was met."""
    return "-" if goal is None else f"<= {goal:g}: {'met' if value <= goal else 'MISSED'}"


def print_format(kind: Format, taken: Measured) -> None:
    """The line of one format."""
    count = len(taken.read)
    reader, whole = ratio(taken.read, taken.floor), ratio(taken.whole, taken.floor)
    judged = verdict(whole if kind.counts_parsing else reader, kind.goal)
    milliseconds = [1000 * median(part) for part in (taken.floor, taken.read, taken.parse, taken.type)]
    print(
        f"{kind.name:<12}{taken.text_bytes / count / 1000:>7.0f}{count / sum(taken.whole):>9.1f}"
        f"{taken.text_bytes / sum(taken.whole) / 1e6:>8.2f}"
        + "".join(f"{value:>9.2f}" for value in milliseconds)
        + f"{reader:>8.1f}{whole:>8.1f}  {kind.floor_name:<11}{judged:<16}{taken.found / taken.made:>7.1%}"
    )


def times_a_peer(kind: Format, work: Callable[[bytes], int]) -> float:
    """How many times as many documents a second as another program, reading and parsing together."""
    pairs = []
    for document in documents_of(kind)[: len(FORM_COUNTS) + 1]:
        content = kind.write(document)
        theirs, _ = seconds(lambda content=content: work(content))
        ours, _ = seconds(lambda content=content: read_forms(read_grid(content, f"表{kind.ending}")))
        pairs.append(theirs / ours)
    return median(pairs[1:])


def print_peers() -> None:
    """A line for each other program, where it is installed."""
    kinds = {kind.name: kind for kind in FORMATS}
    for name, peer, work, goal in bare.PEERS:
        try:
            times = times_a_peer(kinds[name], work)
        except ImportError as error:
            print(f"{name} beside {peer}: not measured ({error})")
            continue
        judged = "" if goal is None else f", goal >= {goal:g}: {'met' if times >= goal else 'MISSED'}"
        print(f"{name} beside {peer}: {times:.1f} times its documents a second{judged}")


def machine() -> str:
    """Cores and load, and whether others were using them."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    busy = "  BUSY: figures are worse than the machine can do" if load > BUSY_SHARE * cores + 1 else ""
    return f"Python {sys.version.split()[0]}, {cores} cores, load {load:.1f}{busy}"


def main() -> None:
    """Print the machine, a line for each format, and the peers."""
    look_seldom_for_cycles()
    print(f"{machine()}; seed {SEED}; CPU milliseconds are medians a document")
    print(
        f"{'format':<12}{'KB text':>7}{'docs/s':>9}{'MB/s':>8}{'floor ms':>9}{'read ms':>9}{'parse ms':>9}"
        f"{'type ms':>9}{'read x':>8}{'whole x':>8}  {'floor':<11}{'goal':<16}{'rows read':>7}"
    )
    for kind in FORMATS:
        print_format(kind, measure(kind))
        sys.stdout.flush()
    print_peers()
    print(machine())


if __name__ == "__main__":
    main()
