"""The list of the golden cases says of every case what trouble it shows."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
LINE = re.compile(r"^- `([a-z0-9_]+)`: (\S.*)$", re.MULTILINE)


def test_every_case_has_its_line_and_every_line_its_case() -> None:
    cases = {source.parent.name for source in FOLDER.glob("*/source.*")}
    listed = [name for name, _ in LINE.findall((FOLDER / "README.md").read_text("utf-8"))]
    assert len(listed) == len(set(listed)), "a case is listed once"
    assert sorted(cases - set(listed)) == [], "add a line to tests/golden/README.md: the trouble that the case shows"
    assert sorted(set(listed) - cases) == [], "lines without a case"
