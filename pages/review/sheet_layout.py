"""What a reviewer's sheet looks like: its thirteen columns, which of them the reviewer fills, and how a row is known.

Input: an indicator as `review_sheet_rows.sql` gives it. Output: its cells as texts, and the key of its row. Side of the
pages; the writer and the reader of the workbook share this, so that what is written is what is looked for.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pages.wording.harmless_text import visible_text

REVIEW_COLUMNS: Mapping[str, str | None] = {
    "一级": "level1_name",
    "二级": "level2_name",
    "三级": "level3_name",
    "指标性质": "indicator_nature",
    "指标值": "target_text",
    "度量单位": "target_unit",
    "权重": "weight_points",
    "自评完成值": "actual_text",
    "自评得分": "score_points",
    "复核完成值": None,
    "复核得分": None,
    "偏离度": None,
    "备注": "finding_text",
}
"""The thirteen columns of the sheet in use (Chengdu-Pidu 2025), and what fills them; the reviewer fills the empty
ones."""
HEADERS = tuple(REVIEW_COLUMNS)
PREFILLED = HEADERS[:9]
REVIEWED_ACTUAL, REVIEWED_SCORE, DEVIATION, REMARK = 9, 10, 11, 12
ROW_KEY = len(HEADERS)
"""The column behind the thirteen, hidden: which row of which form this is, wherever it was sorted to."""
ROW_KEY_HEADER = "行标识"
IDENTITY_SHEET = "_标识"
FORMAT_NAME = "jixiao-review-1"
MOST_CHARACTERS = 32_767  # of a cell, Excel's limit
POINTS = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,4})?")
KEY = re.compile(r"(?P<project_id>[0-9A-Za-z_-]{1,64}):(?P<row_no>\d{1,6}):(?P<digest>[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class RowKey:
    """The row of a form, and a digest of its pre-filled cells as they were exported."""

    project_id: str
    row_no: int
    digest: str

    def __str__(self) -> str:
        return f"{self.project_id}:{self.row_no}:{self.digest}"


def row_key(row: Mapping[str, Any]) -> RowKey:
    """The key of an indicator's row."""
    return RowKey(str(row["project_id"]), int(row["row_no"]), digest_of(prefilled_texts(row)))


def parse_row_key(text: object) -> RowKey | None:
    """The key that a cell holds, None where it holds none."""
    found = KEY.fullmatch(str(text or "").strip())
    return RowKey(found["project_id"], int(found["row_no"]), found["digest"]) if found else None


def prefilled_texts(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The nine pre-filled cells of an indicator as comparable texts, in the order of the sheet."""
    return comparable([row[str(REVIEW_COLUMNS[header])] for header in PREFILLED])


def comparable(cells: Sequence[object]) -> tuple[str, ...]:
    """Cells as texts that do not depend on how a program stores them: 10, 10.0 and "10" are one."""
    return tuple(comparable_text(cell) for cell in cells)


def comparable_text(cell: object) -> str:
    """One cell: numbers without trailing zeros, texts with single blanks, an unknown as nothing."""
    if cell is None:
        return ""
    number = parse_points(cell)
    if number is not None:
        return f"{number.normalize():f}"
    return " ".join(visible_text(str(cell)).split())[:MOST_CHARACTERS]


def parse_points(cell: object) -> Decimal | None:
    """A number of at most four decimals, written as number or as plain text; None for anything else.

    *Units*: points. Binary numbers are rounded to four decimals, as points are kept; a text with more is none.
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, float):
        return Decimal(repr(cell)).quantize(Decimal("0.0001")) + 0 if abs(cell) < 1e9 else None  # + 0: no -0
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()
    return Decimal(text) + 0 if POINTS.fullmatch(text) else None


def digest_of(texts: Sequence[str]) -> str:
    """Twelve hex digits that change with any of the texts."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:12]
