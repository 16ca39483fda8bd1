"""Scans are read in a second pass with limits of their own; what is text never waits for them."""

import subprocess
import sys
from pathlib import Path

from etl.document_guard import Failure, GuardLimits, TaskFailedError
from etl.findings import OcrNeededError
from etl.reading_engine import LocalEngine
from etl.reading_passes import OCR_LATER, ReadingPasses, run_passes

ROOT = Path(__file__).parents[2]
PASSES = ReadingPasses(GuardLimits(20.0, 1 << 30, 10), GuardLimits(20.0, 2 << 30, 10), 1, 7)


def read(task: str, most_ocr_pages: int) -> bytes:
    """A document that is a scan by its name; the bytes say how many pages it could have."""
    if task.startswith("scan") and not most_ocr_pages:
        raise TaskFailedError(OCR_LATER, "稍后识别。")
    if task.startswith("broken"):
        raise TaskFailedError("broken", "已损坏。")
    return f"{task} {most_ocr_pages}".encode()


def test_scans_come_after_text_with_their_own_number_of_pages() -> None:
    results = list(run_passes(read, ["scan a", "text", "broken", "scan b"], LocalEngine(2), PASSES))
    assert {number for number, _ in results[:2]} == {1, 2}
    found = dict(results)
    assert (found[0], found[1], found[3]) == (b"scan a 7", b"text 0", b"scan b 7")
    assert isinstance(found[2], Failure)


def test_the_code_that_asks_for_the_second_pass_is_that_of_the_error() -> None:
    assert OcrNeededError(OCR_LATER, "稍后识别。").code == "ocr_later"


def test_the_process_that_starts_readers_imports_none_of_their_code() -> None:
    names = "[name for name in sys.modules if name.startswith(('etl.parse', 'etl.readers'))]"
    program = f"import sys, etl.steps.describe_file; print({names})"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True).stdout == b"[]\n"
