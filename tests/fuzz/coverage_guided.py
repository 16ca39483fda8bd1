"""Coverage-guided fuzzing of the parser and of the value normalisers, by hand: what it finds becomes a case.

    .venv/bin/python -m pip install -r requirements-fuzz.txt
    .venv/bin/python -m tests.fuzz.coverage_guided parser 600        # or: values 600 (seconds)

Input: the texts of the golden cases as a start. Output: libFuzzer's own lines; an input that raises anything but a
documented refusal, or from which something is read that it does not print, is written to a file named crash-….
"""

import importlib
import sys
import tempfile
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"
MODULES = ("etl.parse", "etl.readers", "etl.normalise")
LONGEST_INPUT = 4_000  # bytes; a golden case has a few hundred


def try_parser(content: bytes) -> None:
    """One document as text; every value read from it must be printed in it."""
    from drills.mutated_documents import is_printed, plain
    from etl.findings import UnreadableDocumentError
    from etl.parse.read_forms import read_forms
    from etl.readers import read_grid

    try:
        grid = read_grid(content, "a.txt")
    except UnreadableDocumentError:
        return
    text = plain("\n".join(grid.lines))
    for form in read_forms(grid).forms:
        for field in form.fields:
            assert field.is_inferred or is_printed(field, text), (field.name, field.text)


def try_values(content: bytes) -> None:
    """One printed text through every normaliser of a single value."""
    from etl.normalise.indicator_value import convert_indicator_value
    from etl.normalise.money import convert_money, normalise_money_unit
    from etl.normalise.points import convert_points
    from etl.normalise.printed_date import convert_date, convert_fiscal_year
    from etl.normalise.printed_names import normalise_unit_name, parse_project_code
    from etl.normalise.rates import convert_rate

    text = content.decode("utf-8", "replace")
    convert_indicator_value(text)
    convert_points(text)
    convert_rate(text, None)
    convert_fiscal_year(text)
    normalise_unit_name(text)
    parse_project_code(text, text)
    for unit in ("元", "万元", normalise_money_unit(text)):
        convert_money(text, unit)
    for is_period_end in (False, True):
        convert_date(text, is_period_end)


TARGETS = {"parser": try_parser, "values": try_values}


def main(target: str, seconds: int) -> None:
    """Fuzz one target for so many seconds. Never returns: libFuzzer ends the process."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=list(MODULES)):
        for module in ("etl.parse.read_forms", "etl.readers", "etl.normalise.type_form"):
            importlib.import_module(module)
    corpus = Path(tempfile.mkdtemp())
    for source in GOLDEN.glob("*/source.txt"):
        content = source.read_bytes()
        parts = content.split() if target == "values" else [content]
        for number, part in enumerate(parts):
            (corpus / f"{source.parent.name}_{number}").write_bytes(part)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", "-timeout=20", str(corpus)]
    atheris.Setup([sys.argv[0], *options], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
