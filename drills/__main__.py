"""`python -m drills [name …] [--release] [--<count> N]`: run drills and print one table of figures.

Input: the names of drills, all where none is given. Output: a line a promise. Exit code 1 where a promise was missed,
2 for an unknown name. Each drill runs in a process of its own, in a temporary folder of its own.
"""

import argparse
import sys
import textwrap
import time

from drills.figure import Figure, Verdict
from drills.run_drill import counts_of, run_alone

DRILLS = (
    "hostile_pages",
    "bit_flips",
    "killed_publisher",
    "killed_command",
    "full_disk",
    "publishers_at_once",
    "held_builds",
    "power_cut",
    "same_bytes",
    "damaged_builds",
    "many_sessions",
    "many_reruns",
    "slow_downloads",
    "slow_query",
    "hostile_documents",
    "mutated_documents",
    "moved_pages",
    "layout_noise",
)  # fmt: skip
WIDTHS = (34, 46, 46, 7)
HEADINGS = ("promise", "what was done", "figure", "verdict")


def main(arguments: list[str]) -> int:
    """Run the named drills and print their figures; the exit code."""
    options = make_parser().parse_args(arguments)
    chosen = options.names or list(DRILLS)
    if unknown := [name for name in chosen if name not in DRILLS]:
        print(f"no such drill: {', '.join(unknown)}; there are {', '.join(DRILLS)}", file=sys.stderr)
        return 2
    figures = []
    for name in chosen:
        started = time.monotonic()
        counts = {count.name: getattr(options, count.name) for count in counts_of(name)}
        sizes = {
            count.name: counts[count.name] or (count.release if options.release else count.usual)
            for count in counts_of(name)
        }
        print(f"== {name} {' '.join(f'{key}={size}' for key, size in sizes.items())}", flush=True)
        figures += run_alone(name, sizes, options.seed)
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
    print_table(figures)
    return int(any(figure.verdict is Verdict.MISSED for figure in figures))


def make_parser() -> argparse.ArgumentParser:
    """The options: those of every drill, by the counts that it declares."""
    parser = argparse.ArgumentParser(prog="python -m drills", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"which drills, all by default: {', '.join(DRILLS)}")
    parser.add_argument("--release", action="store_true", help="every count as large as before a release")
    parser.add_argument("--seed", type=int, default=1, help="what chance starts from (default 1)")
    counts = {count.name: count for name in DRILLS for count in counts_of(name)}
    for count in counts.values():
        sizes = f"{count.meaning} (default {count.usual}, release {count.release})"
        parser.add_argument(f"--{count.name.replace('_', '-')}", dest=count.name, type=int, help=sizes, metavar="N")
    return parser


def print_table(figures: list[Figure]) -> None:
    """One table, cells wrapped to their columns."""
    rows = [HEADINGS]
    rows += [(one.promise, one.what_was_done, one.figure, one.verdict.value) for one in figures]
    for row in rows:
        wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, WIDTHS, strict=True)]
        for line_no in range(max(map(len, wrapped))):
            cells = [lines[line_no] if line_no < len(lines) else "" for lines in wrapped]
            print(" | ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip())
        print("-+-".join("-" * width for width in WIDTHS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
