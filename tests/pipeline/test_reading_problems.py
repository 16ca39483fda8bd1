"""Every problem that the reading stages can report has a title and a meaning for the analyst."""

import csv
import re
from pathlib import Path

from etl.core_frames import READING_PROBLEMS, make_reading_rules

ETL = Path(__file__).parents[2] / "etl"
REPORTED = re.compile(
    r"(?:Trouble|\breport|ReadingProblem|form_problem|add_problem)\(\s*(?:\w+, )?(?:code=)?\"([a-z_]+)\""
)


def listed_codes() -> list[str]:
    with READING_PROBLEMS.open(encoding="utf-8", newline="") as file:
        return [row["code"] for row in csv.DictReader(file)]


def test_list_is_sorted_and_holds_each_code_once() -> None:
    assert listed_codes() == sorted(set(listed_codes()))


def test_every_reported_code_is_listed() -> None:
    sources = [
        path.read_text("utf-8")
        for stage in ("readers", "parse", "normalise", "link")
        for path in (ETL / stage).glob("*.py")
    ]
    reported = {code for source in sources for code in REPORTED.findall(source)}
    assert len(reported) > 20
    assert reported - set(listed_codes()) == set()


def test_rule_row_counts_findings_and_takes_the_highest_severity() -> None:
    counted = [("READ-sector_unknown", severity, count) for severity, count in (("低", 1), ("高", 2), ("中", 3))]
    (row,) = make_reading_rules([*counted, ("READ-unheard_of", "低", 1)]).to_dicts()
    assert (row["rule_id"], row["rule_title"], row["severity"]) == ("READ-sector_unknown", "领域未定", "高")
    assert row["finding_count"] == 6
