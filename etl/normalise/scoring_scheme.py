"""By which scheme a form spreads its points: 10/50/30/10, cost at level 1, execution 20, none; detected, never assumed.

Input: the typed indicator and fund rows of one form. Output: the points of each block and a scheme code of
etl/reference/scoring_schemes.csv, None where the points do not decide. Stage: normalise.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from etl.normalise.indicator_category import load_category_blocks
from etl.normalise.reference_lists import load_reference_list

FULL_POINTS = Decimal(100)
USUAL_EXECUTION_POINTS = Decimal(10)
TOLERANCE_POINTS = Decimal("0.01")
"""Weights are printed with two decimals at most; thirds (3.33) may miss the sum by a hundredth."""
UNSCORED = "unscored"
EXECUTION = "execution"
EXECUTION_WORD = "预算执行"
COLUMN_OF_LABEL = {"成本": "cost", "产出": "output", "效益": "benefit", "满意度": "satisfaction", "管理": "management"}
BLOCKS = (EXECUTION, *COLUMN_OF_LABEL.values())
RANGE_MARK = ".."


class PointsRange(NamedTuple):
    """The points that one block may carry, ends included."""

    low: Decimal
    high: Decimal


class ScoringScheme(NamedTuple):
    """A known way to spread 100 points; `ranges` by block, empty for the scheme without points."""

    code: str
    name: str
    ranges: dict[str, PointsRange]


Row = Mapping[str, Any]


@cache
def load_schemes() -> tuple[ScoringScheme, ...]:
    """The schemes in the order in which they are tried: the narrower first."""
    rows = sorted(load_reference_list("scoring_schemes.csv"), key=lambda row: int(row["tried_no"]))
    return tuple(
        ScoringScheme(
            row["scheme_code"],
            row["scheme_name"],
            {block: _parse_range(text) for block in BLOCKS if (text := row[f"{block}_points"])},
        )
        for row in rows
    )


def type_scoring_scheme(indicators: Iterable[Row], funds: Iterable[Row]) -> dict[str, object]:
    """The columns scoring_scheme_code, scoring_scheme_name and `<block>_weight_points` of one form.

    A block is 0 where the form prints points, but none for it; all are None where it prints no points at all.
    """
    weighted = [row for row in indicators if row["weight_points"] is not None]
    of_money = [row["weight_points"] for row in funds if row["fund_source_code"] == "total"]
    execution = max((points for points in of_money if points is not None), default=None)
    if not weighted:
        return _describe(UNSCORED if execution is None else None, dict.fromkeys(BLOCKS) | {EXECUTION: execution})
    points: dict[str | None, Decimal] = {}
    for row in weighted:
        block = _block_of(row)
        points[block] = points.get(block, Decimal(0)) + row["weight_points"]
    if execution is None:
        execution = points.get(EXECUTION)
    shown = {block: points.get(block, Decimal(0)) for block in BLOCKS} | {EXECUTION: execution}
    unclassified = points.get(None, Decimal(0))
    return _describe(None if unclassified else _choose(shown), shown)


def _choose(points: Mapping[str, Decimal | None]) -> str | None:
    """The first scheme that every block fits; None where the points are not 100.

    Indicators of 90 points leave the usual 10 to an execution row whose weight is not printed; of 100, none.
    """
    of_indicators = sum((points[block] or Decimal(0) for block in BLOCKS if block != EXECUTION), Decimal(0))
    execution = points[EXECUTION]
    if execution is None:
        execution = FULL_POINTS - of_indicators
        if not (abs(execution) <= TOLERANCE_POINTS or abs(execution - USUAL_EXECUTION_POINTS) <= TOLERANCE_POINTS):
            return None
    if abs(of_indicators + execution - FULL_POINTS) > TOLERANCE_POINTS:
        return None
    compared = {**points, EXECUTION: execution}
    return next((scheme.code for scheme in load_schemes() if scheme.ranges and _fits(scheme, compared)), None)


def _fits(scheme: ScoringScheme, points: Mapping[str, Decimal | None]) -> bool:
    """Whether every block lies in the range that the scheme gives it."""
    return all(
        low - TOLERANCE_POINTS < (points[block] or Decimal(0)) < high + TOLERANCE_POINTS
        for block, (low, high) in scheme.ranges.items()
    )


def _block_of(row: Row) -> str | None:
    """The block of an indicator: satisfaction wherever it stands, else what level 1 says, else its category's block.

    A row of execution among the indicators says so at level 1, or at level 3 where nothing stands above it.
    """
    level1 = "".join((row["level1_name"] or "").split())
    if EXECUTION_WORD in (level1 or row["level3_name"] or ""):
        return EXECUTION
    category_block = load_category_blocks().get(row["category_code"] or "")
    if category_block == "满意度":
        return COLUMN_OF_LABEL[category_block]
    named = next((label for label in COLUMN_OF_LABEL if level1.startswith(label)), category_block)
    return None if named is None else COLUMN_OF_LABEL[named]


def _describe(code: str | None, points: Mapping[str, Decimal | None]) -> dict[str, object]:
    """The columns of core_project."""
    names = {scheme.code: scheme.name for scheme in load_schemes()}
    described: dict[str, object] = {f"{block}_weight_points": points[block] for block in BLOCKS}
    return described | {"scoring_scheme_code": code, "scoring_scheme_name": None if code is None else names[code]}


def _parse_range(text: str) -> PointsRange:
    """The range that 50 or 40..50 writes. Raises decimal.InvalidOperation on anything else."""
    low, _, high = text.partition(RANGE_MARK)
    return PointsRange(Decimal(low), Decimal(high or low))
