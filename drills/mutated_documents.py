"""Drill: mutated documents end in rows or a documented reason, and nothing that they do not print is read from them.

Input: golden and published documents, a seed. Output: how many gave rows or a reason, an undocumented error, no answer,
or a project name or number that the document does not print. The oracle looks at the raw text only.
"""

import json
import random
import re
import unicodedata
from collections import Counter
from functools import partial
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.mutations import mutate
from etl.document_guard import Failure, run_guarded
from etl.findings import UnreadableDocumentError
from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import PrintedField
from etl.settings import load_settings
from etl.steps.reading_limits import guard_limits

COUNTS = (Count("documents", 10_000, 1_000_000, "mutated documents"),)
PROMISE = "no undocumented error, no invented name or number"
PROJECT = Path(__file__).parents[1]
TEXT_ENDINGS = (".txt", ".md", ".csv")
OTHER_ENDINGS = (".docx", ".xlsx", ".pdf", ".html", ".ods", ".xls")
LARGEST = 60_000
NOT_A_CHARACTER = re.compile(r"[^0-9a-z\u4e00-\u9fff]")
TASKS_AT_ONCE = 500
DIGITS = re.compile(r"[0-9]+")
MARKUP = re.compile(r"</?[a-zA-Z]{1,6}\s?/?>|<!--|&\w{2,6};")
NOT_SEEN = re.compile("\x1b\\[31m|[\u200b\u202e\ufeff]")  # of what mutations insert: it may stand inside markup


def list_seeds() -> list[Path]:
    """The documents that are mutated, scans left out."""
    found = [*PROJECT.glob("tests/golden/*/source.*"), *PROJECT.glob("data/raw/*.txt")]
    endings = (*TEXT_ENDINGS, *OTHER_ENDINGS)
    return sorted(
        path
        for path in found
        if path.suffix in endings and "scan" not in path.parent.name and path.stat().st_size < LARGEST
    )


def run(options: DrillOptions) -> list[Figure]:
    """What became of every mutated document."""
    total, counts, examples = options.count("documents"), Counter[str](), list[str]()
    for start in range(0, total, TASKS_AT_ONCE):
        numbers = range(start, min(start + TASKS_AT_ONCE, total))
        for number, outcome in try_all([f"{options.seed}:{number}" for number in numbers]):
            counts[outcome.split(" ")[0]] += 1
            if not outcome.startswith(("rows", "reason")):
                examples.append(f"{number} {outcome}"[:200])
    good = counts["rows"] + counts["reason"]
    figure = f"{counts['rows']} rows, {counts['reason']} reasons, {total - good} faults {examples[:3] or ''}"
    return [judge(PROMISE, f"{total} mutations of {len(list_seeds())} documents", figure, good == total)]


def try_all(seeds: list[str]) -> list[tuple[str, str]]:
    """Each seed of chance with what became of its document."""
    work = partial(read_mutated, list_seeds())
    answers = run_guarded(work, seeds, 2, guard_limits(load_settings(), (PROJECT / "tests", PROJECT / "data")))
    return [
        (
            seeds[number],
            f"{answer.code} {answer.reason} {answer.trace[-300:]}" if isinstance(answer, Failure) else answer.decode(),
        )
        for number, answer in answers
    ]


def read_mutated(seeds: list[Path], seed: str) -> bytes:
    """What becomes of one mutated document: `rows`, `reason`, or the fault."""
    chance = random.Random(seed)
    path = chance.choice(seeds)
    content = mutate(path.read_bytes(), path.suffix, chance)
    try:
        grid = read_grid(content, f"a{path.suffix}", 0)
        forms = read_forms(grid).forms
    except UnreadableDocumentError as error:
        return f"reason {error.code}".encode()
    printed = plain("".join(grid.lines) if path.suffix not in TEXT_ENDINGS else decoded(content))
    for form in forms:
        for field in form.fields:
            is_number = any(map(str.isdigit, field.text))
            is_taken = not (field.is_repaired or field.is_inferred)  # these are marked: the sums or the page gave them
            if is_taken and (is_number or field.name == "project_name") and not is_printed(field, printed):
                return json.dumps(f"invented {path.parent.name} {field.name} {field.text[:60]}").encode()
    return b"rows" if forms else b"reason no_form"


def decoded(content: bytes) -> str:
    """The text of a mutated text document, by each of the encodings that mutations use."""
    texts = []
    for encoding in ("utf-8-sig", "utf-16", "gb18030", "big5hkscs"):
        try:
            texts.append(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return "\n".join(texts)


def plain(text: str) -> str:
    """Letters, digits and Chinese characters only, in their usual width, marks and markup left out."""
    return NOT_A_CHARACTER.sub("", unicodedata.normalize("NFKC", without_markup(text)).lower())


def without_markup(text: str) -> str:
    """The text as a reader of it sees it."""
    return MARKUP.sub("", NOT_SEEN.sub("", text))


def is_printed(field: PrintedField, printed: str) -> bool:
    """Whether the document prints a project's name, or every run of digits of a value."""
    if field.name == "project_name":
        return plain(field.text) in printed
    texts = (field.text, without_markup(field.text))  # a tag torn by another tag stays text: 8<tab<b>le>6
    runs = (DIGITS.findall(unicodedata.normalize("NFKC", text)) for text in texts)
    return any(all(digits in printed for digits in found) for found in runs)
