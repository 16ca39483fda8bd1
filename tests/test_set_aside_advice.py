"""Every reason for which a reading stage sets a document aside has its advice on the page 数据来源."""

import ast
import csv
from pathlib import Path

from etl.parse.forms.set_aside import BARRED, UNREAD_PARTS
from tests.source_file import SourceFile

ADVICE_FILE = Path("pages/wording/set_aside_advice.csv")
REASONS = {"UnreadableDocumentError", "MissingToolError", "SetAside", "TaskFailedError", "Failure", "left_out"}
PARTS = {"page_without_text", "member_not_read", "document_cut_off"} | UNREAD_PARTS
NO_DOCUMENT = {"not_drawn"}  # the picture of a page: its document is read all the same


def given_codes(sources: list[SourceFile]) -> set[str]:
    """The codes that the stages give as literals, in calls that name a reason."""
    return {
        argument.value
        for source in sources
        if source.path.startswith("etl/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REASONS
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        if argument.value.isascii() and argument.value.replace("_", "").isalpha()
    }


def test_every_reason_has_its_advice(python_sources: list[SourceFile], project_folder: Path) -> None:
    with (project_folder / ADVICE_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes)), "sorted, each code once"
    assert [row["code"] for row in rows if not row["advice"]] == []
    needed = (given_codes(python_sources) | set(BARRED) | PARTS) - NO_DOCUMENT
    assert len(needed) > 40
    assert sorted(needed - set(codes)) == [], f"add a line to {ADVICE_FILE}: what the analyst can do about it"
