"""A synthetic corpus of any size: `python -m benchmarks.corpus FOLDER` writes forms as departments publish them.

Input: folder, size, years, seed. Output: the self-evaluations of a unit and year as one document, the declarations of
some of them as another, in several formats; `build_notice.txt`; and `.slips.csv`, which lists the slips that were made
on purpose. Everything is marked 合成数据. Same options, same bytes; a larger corpus holds a smaller one. The districts
are real names, everything said of them is made up.
"""

import argparse
import csv
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from benchmarks.corpus_declaration_layouts import DECLARATION_LAYOUTS
from benchmarks.corpus_declarations import declare_unit
from benchmarks.corpus_layouts import LAYOUTS
from benchmarks.corpus_plan import Place, load_words, plan_unit
from benchmarks.corpus_slips import make_slips
from benchmarks.made_corpus import MadeDocument, MadeTable
from benchmarks.written_formats import write_csv, write_docx, write_html, write_tabs, write_xlsx

DIVISIONS = Path(__file__).parents[1] / "etl/reference/divisions.csv"
FIRST_PROVINCE = "310000"
NOTICE = "合成数据，用于演示和测量：项目、金额、指标、原因均为虚构，与所列区县、部门无关。"
MARK = "合成数据"
SLIPS = ".slips.csv"  # hidden: no original, the ETL passes it over
FORMATS: tuple[tuple[str, int, Callable[[MadeDocument], bytes]], ...] = (
    ("txt", 10, write_tabs),
    ("html", 3, write_html),
    ("docx", 3, write_docx),
    ("xlsx", 3, write_xlsx),
    ("csv", 1, write_csv),
)
"""The ending, how many documents of twenty have it, and what writes it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the corpus and say what it holds."""
    options = _options(arguments)
    if options.folder.exists() and any(options.folder.iterdir()):
        print(f"{options.folder} 不是空文件夹；请换一个，或先清空。", file=sys.stderr)
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    years = range(options.first_year, options.first_year + options.years)
    places = list(islice(_places(), options.districts))
    form_count = indicator_count = document_count = 0
    with (options.folder / SLIPS).open("w", encoding="utf-8", newline="") as file:
        slips = csv.writer(file)
        slips.writerow(["file_path", "project_name", "rule_id"])
        for place in tqdm(places, unit="区县", disable=None):
            for document in _documents(options.seed, place, years):
                (options.folder / document.name).write_bytes(document.content)
                slips.writerows([document.name, project, rule] for project, rule in document.slips)
                document_count += 1
                form_count += document.form_count
                indicator_count += document.indicator_count
    (options.folder / "build_notice.txt").write_text(NOTICE + "\n", "utf-8")
    print(f"{MARK}：{document_count:,} 份文件，{form_count:,} 张表，{indicator_count:,} 个指标，在 {options.folder}")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="an empty or new folder")
    parser.add_argument("--districts", type=int, default=16, metavar="N", help="how many districts (16; 2,800 exist)")
    parser.add_argument("--first-year", type=int, default=2020, metavar="YEAR")
    parser.add_argument("--years", type=int, default=5, metavar="N", help="how many years from the first (5)")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    return parser.parse_args(arguments)


def _places() -> Iterator[Place]:
    """The counties that exist today, those of the first province before all others."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["code"]: row["name"] for row in rows}
    newest = max(row["year_to"] for row in rows)
    counties = [row for row in rows if row["level"] == "county" and row["year_to"] == newest]
    counties.sort(key=lambda row: (row["code"][:2] != FIRST_PROVINCE[:2], row["code"]))
    for row in counties:
        above = [names.get(row["code"][:2] + "0000", ""), names.get(row["code"][:4] + "00", "")]
        yield Place(row["code"], row["name"], "".join(dict.fromkeys(name for name in above if name)))


@dataclass(frozen=True, slots=True)
class Published:
    """A document as a department publishes it: its file, how many tables and indicators it has, its slips."""

    name: str
    content: bytes
    form_count: int
    indicator_count: int
    slips: list[tuple[str, str]]


def _documents(seed: int, place: Place, years: range) -> Iterator[Published]:
    """The published documents of a place: what each unit evaluated in a year, and what some declared before it."""
    layout_no = int(place.code) % len(LAYOUTS)
    for department in load_words()["departments"]:
        dice = random.Random(f"{seed}|{place.code}|{department['name']}|documents")
        stem = f"{MARK}_{place.code}_{department['name']}"
        for forms in plan_unit(seed, place, department, years):
            year = forms[0].year
            declared = declare_unit(seed, forms)
            for form in forms:
                make_slips(form, dice)
            tables = [LAYOUTS[layout_no](form) for form in forms]
            slips = [(form.project_name, rule) for form in forms for rule in form.slips]
            rows = sum(len(form.indicators) for form in forms)
            yield _publish(f"{stem}_{year}", f"（{MARK}）{year}年度项目支出绩效自评表", tables, rows, dice, slips)
            if declared:
                tables = [DECLARATION_LAYOUTS[layout_no](form) for form in declared]
                rows = sum(len(form.indicators) for form in declared)
                own_dice = random.Random(f"{seed}|{place.code}|{department['name']}|{year}|declarations")
                title = f"（{MARK}）{year}年度项目支出绩效目标申报表"
                yield _publish(f"{stem}_{year}_申报", title, tables, rows, own_dice, [])


def _publish(
    stem: str,
    title: str,
    tables: list[MadeTable],
    indicator_count: int,
    dice: random.Random,
    slips: list[tuple[str, str]],
) -> Published:
    """The tables as one file, in a format that the dice choose."""
    ending, _, write = dice.choices(FORMATS, [share for _, share, _ in FORMATS])[0]
    document = MadeDocument([(title, table) for table in tables], indicator_count)
    return Published(f"{stem}.{ending}", write(document), len(tables), indicator_count, slips)


if __name__ == "__main__":
    sys.exit(main())
