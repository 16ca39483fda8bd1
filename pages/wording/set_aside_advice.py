"""What to do about a document, or a part of one, that was set aside: one sentence by code, for the analyst.

Input: `set_aside_advice.csv` beside this module. Output: advice by code. Side of the pages. A test holds the list
against the codes that the reading stages give.
"""

import csv
from functools import cache
from pathlib import Path

import pyarrow as pa

ADVICE_FILE = Path(__file__).with_name("set_aside_advice.csv")
READING_RULE = "READ-"  # what the finding of a reading problem puts before the problem's code


@cache
def load_advice() -> dict[str, str]:
    """The advice by code of what was set aside."""
    with ADVICE_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["advice"] for row in csv.DictReader(file)}


def with_advice(rows: pa.Table) -> pa.Table:
    """The rows with a column `advice_text` by their `set_aside_code`; empty for a code that nobody advised on."""
    advice = [load_advice().get(code) for code in rows["set_aside_code"].to_pylist()]
    return rows.append_column("advice_text", pa.array(advice, pa.string()))


def part_rules() -> list[str]:
    """The ids of the findings that name a part of a document which was set aside."""
    return [f"{READING_RULE}{code}" for code in load_advice()]
