"""Drill: what changes nothing that a reader of the page sees changes nothing that is read from it.

Input: the texts among the seeds of mutated_documents.py. Output: how many of them give the same fields under each kind
of noise: other line ends, encodings, blanks where nobody sees them; and, where a blank line may end a cell that goes on
over lines, how many still do.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.mutated_documents import PROJECT, TEXT_ENDINGS, list_seeds
from etl.document_guard import Failure, run_guarded
from etl.findings import UnreadableDocumentError
from etl.parse.read_forms import read_forms
from etl.parse.rows.full_width_digits import FULL_WIDTH, PLAIN
from etl.readers import read_grid
from etl.settings import load_settings
from etl.steps.reading_limits import guard_limits

COUNTS = (Count("texts", 100, 1_000, "texts under every noise, at most as many as there are"),)
PROMISE = "layout noise changes nothing"
SHARE_OF_LOOSE = 0.95  # of those noises that may change what a torn row is
Noise = Callable[[str], bytes]
TO_FULL_WIDTH = str.maketrans("0123456789", FULL_WIDTH)


def each_line(change: Callable[[str], str]) -> Noise:
    """A noise that changes line by line."""
    return lambda text: "\n".join(map(change, text.split("\n"))).encode()


NOISES: Mapping[str, Noise] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "mark of UTF-8": lambda text: text.encode("utf-8-sig"),
    "GB18030": lambda text: text.encode("gb18030"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "blanks at line ends": each_line(lambda line: f"{line}  "),
    "blanks before lines": each_line(lambda line: f" {line}" if line.strip() else line),
    "a blank column at the end": each_line(lambda line: f"{line}\t" if "\t" in line else line),
    "blank lines at the top": lambda text: f"\n\n{text}".encode(),
    "blanks that do not break": lambda text: text.replace(" ", "\u00a0").encode(),
    "full-width digits": lambda text: text.translate(TO_FULL_WIDTH).encode(),
    "signs without a width": lambda text: text.replace("项目", "项\u200b目").replace("指标", "指\u2060标").encode(),
}
LOOSE: Mapping[str, Noise] = {
    "blank lines between": lambda text: text.replace("\n", "\n\n").encode(),
    "blanks around separators": lambda text: text.replace("\t", " \t ").replace("|", " | ").encode(),
}


def run(options: DrillOptions) -> list[Figure]:
    """How many texts are read alike under every noise."""
    paths = [path for path in list_seeds() if path.suffix in TEXT_ENDINGS][: options.count("texts")]
    changed = [f"{noise}: {name_of(path)}" for path, told in try_all(paths) for noise in told]
    kinds = Counter(one.partition(": ")[0] for one in changed)
    strict = [one for one in changed if one.partition(": ")[0] not in LOOSE]
    tries = len(paths) * len(NOISES)
    figure = f"{tries - len(strict)} of {tries} alike {strict[:3] or ''}"
    figures = [judge(PROMISE, f"{len(paths)} texts, {len(NOISES)} noises: {', '.join(NOISES)}", figure, not strict)]
    for noise in LOOSE:
        alike = len(paths) - kinds[noise]
        done = f"{len(paths)} texts with {noise}, which may part a cell that goes on over lines"
        figures.append(judge(f"{PROMISE}, or little", done, f"{alike} of {len(paths)} alike",
                             alike >= SHARE_OF_LOOSE * len(paths)))  # fmt: skip
    return figures


def try_all(paths: list[Path]) -> list[tuple[Path, list[str]]]:
    """Each text with the noises under which it is read otherwise, or `fault` where its reading failed."""
    limits = guard_limits(load_settings(), (PROJECT / "tests", PROJECT / "data"))
    answers = run_guarded(noises_that_change, [str(path) for path in paths], 2, limits)
    return [
        (paths[number], [f"fault {answer.reason}"] if isinstance(answer, Failure) else answer.decode().split("\n")[:-1])
        for number, answer in answers
    ]


def noises_that_change(path: str) -> bytes:
    """The noises that change what is read of a text, a line each."""
    suffix = Path(path).suffix
    text = Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    quiet = what_is_read(text.encode(), suffix)
    noisy = {**NOISES, **LOOSE}
    return "".join(f"{name}\n" for name, noise in noisy.items() if what_is_read(noise(text), suffix) != quiet).encode()


def what_is_read(content: bytes, suffix: str) -> object:
    """Every field of every form without the blanks in it, its digits plain, or the reason why nothing is read."""
    try:
        forms = read_forms(read_grid(content, f"a{suffix}", 0)).forms
    except UnreadableDocumentError as error:
        return error.code
    return [[(field.section, field.row_no, field.name, plain_text(field.text)) for field in form.fields]
            for form in forms]  # fmt: skip


def plain_text(text: str) -> str:
    """A text without blanks, its digits plain."""
    return "".join(text.split()).translate(PLAIN)


def name_of(path: Path) -> str:
    """The golden case, or the file's own name."""
    return path.parent.name if path.stem == "source" else path.name
