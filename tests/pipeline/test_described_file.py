"""What `python -m etl read` tells of a value that it could not take, moved or inferred."""

import json
from pathlib import Path
from typing import Any

from etl.steps.read_as_gold import read_as_gold

FORM = (Path(__file__).parents[1] / "golden" / "tab_rows" / "source.txt").read_text("utf-8")
SHIFTED = Path(__file__).parents[1] / "golden" / "rows_shifted_left" / "source.txt"


def described(content: str) -> dict[str, Any]:
    """The only form of a document as the command describes it."""
    (form,) = json.loads(read_as_gold((content.encode(), "form.txt"), 0))["tables"]
    return dict(form)


def test_an_amount_that_is_none_is_told() -> None:
    whole = described(FORM)
    amount = next(str(fund["executed"]) for fund in whole["funding"] if fund["executed"])
    assert whole["problems"] == [] and FORM.count(amount) >= 1
    damaged = described(FORM.replace(amount, f"{amount}.1"))
    assert None in [fund["executed"] for fund in damaged["funding"]]
    told = {problem["code"]: problem["printed"] for problem in damaged["problems"]}
    assert told.get("money_not_a_number") == f"{amount}.1"


def test_repaired_values_are_named() -> None:
    form = described(SHIFTED.read_text("utf-8"))
    repaired = [name for row in form["indicators"] for name in row["repaired"]]
    assert "level3" in repaired and set(form["indicators"][0]) >= {"inferred", "ocr"}


def test_the_line_of_an_indicator_is_that_of_its_name_below_merged_levels() -> None:
    merged = FORM.replace("效益指标\t社会效益指标\t", "\t质量指标\t")
    names = {row["level3"]: row["line"] for row in described(merged)["indicators"]}
    lines = merged.split("\n")
    assert len(names) == 3 and all(name in lines[number - 1] for name, number in names.items())
