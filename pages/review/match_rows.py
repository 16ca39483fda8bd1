"""A filled workbook set against the build: which reviewed values belong to which indicator, and what does not fit.

Input: the cells of the sheets, and the indicators of the forms that they name. Output: the reviewed rows beyond doubt,
and every other one named with its reason. Side of the pages; no streamlit here.

A row counts only where its nine pre-filled cells are those of the build: by its hidden key, or, where rows were sorted
without the key, as the only row of the form with these cells. A reviewed score on changed ground would be a wrong one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pages.review.sheet_layout import (
    FORMAT_NAME,
    HEADERS,
    IDENTITY_SHEET,
    PREFILLED,
    REMARK,
    REVIEWED_ACTUAL,
    REVIEWED_SCORE,
    ROW_KEY,
    RowKey,
    comparable,
    comparable_text,
    digest_of,
    parse_points,
    parse_row_key,
    prefilled_texts,
)
from pages.wording.number_text import build_number_text

Cells = Sequence[object]
Indicator = Mapping[str, Any]
NOT_OURS = "不是本系统导出的复核表：没有找到十三栏表头的工作表，没有读取。"
NO_KEYS = "复核表里没有行标识，无法对应到项目，没有读取；请用本页导出的复核表填写。"


class NotAReviewError(Exception):
    """The workbook is none of ours; the text is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the header of a project sheet: where it stands, its cells, and its key if it has one."""

    sheet_name: str
    line_no: int
    cells: Cells
    key: RowKey | None

    @property
    def texts(self) -> tuple[str, ...]:
        """The pre-filled cells as comparable texts."""
        return comparable(self.cells[: len(PREFILLED)])


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """What a workbook holds before the build is asked: the draw, the build it was exported from, and its rows."""

    build_name: str
    draw_text: str
    rows: tuple[SheetRow, ...]

    def project_ids(self) -> list[str]:
        """The forms that the rows name."""
        return sorted({row.key.project_id for row in self.rows if row.key})


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """What a reviewer found on one indicator; the score is None where only the value was filled."""

    indicator: Indicator
    reviewed_actual_text: str | None
    reviewed_score_points: Decimal | None
    remark_text: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or workbook that does not fit: where, and why, in Chinese."""

    sheet_name: str
    line_no: int | None
    reason: str


@dataclass(slots=True)
class MatchedReview:
    """The reviewed rows that belong to the build, the rows left blank, and the problems."""

    rows: list[ReviewedRow] = field(default_factory=list)
    blank_count: int = 0
    problems: list[Problem] = field(default_factory=list)


def find_rows(sheets: Sequence[Mapping[str, Any]]) -> FilledWorkbook:
    """The rows of every project sheet of a workbook of ours. Raises NotAReviewError."""
    identity = {str(row[0]): str(row[1] or "") for sheet in sheets if sheet["name"] == IDENTITY_SHEET
                for row in sheet["rows"] if len(row) > 1 and row[0]}  # fmt: skip
    rows = tuple(row for sheet in sheets for row in rows_of(str(sheet["name"]), sheet["rows"]))
    if not rows:
        raise NotAReviewError(NOT_OURS)
    if not any(row.key for row in rows):
        raise NotAReviewError(NO_KEYS)
    build_name = build_number_text(identity.get("数据批次", "")) if identity.get("格式") == FORMAT_NAME else ""
    return FilledWorkbook(build_name, identity.get("抽样", ""), rows)


def rows_of(sheet_name: str, rows: Sequence[Cells]) -> Iterator[SheetRow]:
    """The rows below the thirteen headers, those that say anything; none where the headers are not there."""
    titles = [tuple(str(cell or "").strip() for cell in row[: len(HEADERS)]) for row in rows]
    if HEADERS not in titles:
        return
    start = titles.index(HEADERS)
    width = ROW_KEY + 1
    for line_no, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = [*row[:width], *[None] * (width - len(row))]
        if any(cell is not None for cell in cells):
            yield SheetRow(sheet_name, line_no, cells, parse_row_key(cells[ROW_KEY]))


def match_rows(workbook: FilledWorkbook, indicators: Iterable[Indicator]) -> MatchedReview:
    """What of a workbook belongs to the build, whose indicators of the named forms are given."""
    by_form: dict[str, dict[int, Indicator]] = {}
    for known in indicators:
        by_form.setdefault(str(known["project_id"]), {})[int(known["row_no"])] = known
    form_of_sheet = {row.sheet_name: row.key.project_id for row in workbook.rows if row.key}
    matched, found = MatchedReview(), Counter[tuple[str, int]]()
    for row in workbook.rows:
        indicator, reason = find_indicator(row, by_form, form_of_sheet.get(row.sheet_name))
        reviewed = read_review(row, indicator) if indicator is not None else None
        if indicator is not None:
            place = (str(indicator["project_id"]), int(indicator["row_no"]))
            found[place] += 1
            reason = "同一指标在文件中出现两次，只用第一次的。" if found[place] > 1 else None
        if isinstance(reviewed, str):
            reason = reason or reviewed
        if reason:
            matched.problems.append(Problem(row.sheet_name, row.line_no, reason))
        elif isinstance(reviewed, ReviewedRow):
            matched.rows.append(reviewed)
        else:
            matched.blank_count += 1
    return matched


def find_indicator(
    row: SheetRow, by_form: Mapping[str, Mapping[int, Indicator]], form_of_sheet: str | None
) -> tuple[Indicator | None, str | None]:
    """The indicator of a row, or why there is none."""
    project_id = row.key.project_id if row.key else form_of_sheet
    if project_id not in by_form:
        return None, "现有数据中没有这张项目表（原件已更换或撤下）。"
    form = by_form[str(project_id)]
    indicator: Indicator | None = form.get(row.key.row_no) if row.key else None
    if indicator is not None and row.texts == prefilled_texts(indicator):
        return indicator, None
    same = [one for one in form.values() if prefilled_texts(one) == row.texts]
    if len(same) == 1:
        return same[0], None
    if row.key is None:
        return None, "没有行标识，按内容也对不上唯一的指标。"
    if indicator is None:
        return None, "现有数据的这张表中没有这一行。"
    if digest_of(row.texts) == row.key.digest:
        return None, f"导出以后数据已更新：{told_difference(row.texts, prefilled_texts(indicator))}。"
    return None, f"预填内容被改动：{told_difference(row.texts, prefilled_texts(indicator))}。"


def told_difference(in_file: Sequence[str], in_build: Sequence[str]) -> str:
    """Which pre-filled cells differ, with both texts."""
    pairs = zip(PREFILLED, in_file, in_build, strict=True)
    return "；".join(
        f"{header}文件中为“{cut(ours)}”，数据中为“{cut(built)}”" for header, ours, built in pairs if ours != built
    )


def cut(text: str) -> str:
    """A text short enough for a sentence."""
    return text if len(text) <= 40 else f"{text[:40]}…"


def read_review(row: SheetRow, indicator: Indicator) -> ReviewedRow | str | None:
    """What the reviewer filled: the values, a sentence on what cannot be a score, or None where nothing was filled."""
    actual = comparable_text(row.cells[REVIEWED_ACTUAL]) or None
    cell = row.cells[REVIEWED_SCORE]
    if actual is None and comparable_text(cell) == "":
        return None
    score = parse_points(cell)
    weight = indicator["weight_points"]
    if cell is not None and comparable_text(cell) and score is None:
        return f"复核得分“{cut(comparable_text(cell))}”不是数。"
    if score is not None and score < 0:
        return f"复核得分 {score.normalize():f} 小于 0。"
    if score is not None and weight is not None and score > weight:
        return f"复核得分 {score.normalize():f} 高于权重 {weight.normalize():f}。"
    remark = str(row.cells[REMARK]).strip() if row.cells[REMARK] is not None else None
    return ReviewedRow(indicator, actual, score, remark)
