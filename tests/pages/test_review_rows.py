"""A filled workbook set against the build: sorted rows find their indicators, and what does not fit is named."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pages.review.compare_scores import CHANGED, GONE, HOLDS, NOT_SCORED, UNKNOWN_SELF, Limits, compare_forms
from pages.review.compare_scores import compare_indicators as compare_rows
from pages.review.match_rows import MatchedReview, NotAReviewError, find_rows, match_rows
from pages.review.sheet_layout import FORMAT_NAME, HEADERS, IDENTITY_SHEET, digest_of, prefilled_texts, row_key

NAMES = ("救助人数", "准确率", "知晓率", "和谐程度")
Rows = list[list[Any]]


def indicator(number: int, **changes: Any) -> dict[str, Any]:
    """One indicator of the form d1-01."""
    return {
        "project_id": "d1-01", "row_no": number, "project_name": "医疗救助", "level1_name": "产出指标",
        "level2_name": "数量指标", "level3_name": NAMES[number - 1], "indicator_nature": "定量", "target_text": "≥90%",
        "target_unit": "%", "weight_points": Decimal("10.0000"), "actual_text": "95%",
        "score_points": Decimal("9.5000"), "finding_text": None,
    } | changes  # fmt: skip


INDICATORS = [indicator(number) for number in range(1, 5)]


def sheet_row(row: dict[str, Any], actual: object = "98%", score: object = 8.0, remark: object = None) -> list[Any]:
    """The row of an indicator as the reviewer's program saved it."""
    names = ("level1_name", "level2_name", "level3_name", "indicator_nature", "target_text", "target_unit")
    return [*(row[name] for name in names), float(row["weight_points"]), row["actual_text"],
            float(row["score_points"]), actual, score, 0.0889, remark, str(row_key(row))]  # fmt: skip


def workbook(rows: Rows, build: str = "000000000001", name: str = "01 医疗救助") -> list[dict[str, Any]]:
    """A workbook with one project sheet."""
    heading = [["2023年度项目支出绩效自评抽查复核表"], [], [*HEADERS, "行标识"]]
    told = [["格式", FORMAT_NAME], ["数据批次", build], ["抽样", "随机种子 7"]]
    return [
        {"name": "抽样清单", "rows": [["x"]]},
        {"name": name, "rows": [*heading, *rows]},
        {"name": IDENTITY_SHEET, "rows": told},
    ]


def match(rows: Rows, indicators: list[dict[str, Any]] | None = None) -> MatchedReview:
    """What of the rows belongs to the build."""
    return match_rows(find_rows(workbook(rows)), INDICATORS if indicators is None else indicators)


def scores(matched: MatchedReview) -> dict[int, Decimal | None]:
    """The reviewed scores by row of the form."""
    return {row.indicator["row_no"]: row.reviewed_score_points for row in matched.rows}


def filled() -> Rows:
    """Every indicator with a score of its own."""
    return [sheet_row(row, score=float(row["row_no"])) for row in INDICATORS]


def test_every_filled_row_finds_its_indicator() -> None:
    book = find_rows(workbook(filled()))
    assert (book.build_name, book.draw_text, book.project_ids()) == ("1", "随机种子 7", ["d1-01"])
    matched = match_rows(book, INDICATORS)
    assert scores(matched) == {1: 1, 2: 2, 3: 3, 4: 4} and not matched.problems and not matched.blank_count


def test_sorted_rows_and_rows_sorted_without_their_key_are_the_same_indicators() -> None:
    rows = filled()
    random.Random(3).shuffle(rows)
    assert scores(match(rows)) == {1: 1, 2: 2, 3: 3, 4: 4}
    parted = [[*row[:13], key[13]] for row, key in zip(rows, filled(), strict=True)]
    assert [row[13] for row in parted] != [row[13] for row in rows], "the keys stayed where they were"
    assert scores(match(parted)) == {1: 1, 2: 2, 3: 3, 4: 4}
    keyless = [parted[0], *([*row[:13], None] for row in parted[1:])]
    assert scores(match(keyless)) == {1: 1, 2: 2, 3: 3, 4: 4}


def test_blank_rows_are_counted_and_a_value_alone_is_kept() -> None:
    blank, value = sheet_row(INDICATORS[0], None, None), sheet_row(INDICATORS[1], "无佐证", None)
    matched = match([blank, sheet_row(INDICATORS[2], "", "  "), value, [None] * 14])
    assert matched.blank_count == 2 and scores(matched) == {2: None} and not matched.problems


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: row.__setitem__(10, 10.5), "复核得分 10.5 高于权重 10。"),
        (lambda row: row.__setitem__(10, -1.0), "复核得分 -1 小于 0。"),
        (lambda row: row.__setitem__(10, "很好"), "复核得分“很好”不是数。"),
        (lambda row: row.__setitem__(10, "8分"), "复核得分“8分”不是数。"),
        (lambda row: row.__setitem__(10, float("nan")), "复核得分“nan”不是数。"),
        (lambda row: row.__setitem__(10, "8.00001"), "复核得分“8.00001”不是数。"),
        (lambda row: row.__setitem__(8, 10.0), "预填内容被改动：自评得分文件中为“10”，数据中为“9.5”。"),
        (lambda row: row.__setitem__(6, 20.0), "预填内容被改动：权重文件中为“20”，数据中为“10”。"),
        (lambda row: row.__setitem__(13, "d9-01:1:0123456789ab"), "现有数据中没有这张项目表（原件已更换或撤下）。"),
        (lambda row: row.__setitem__(2, "别的指标"), "预填内容被改动：三级文件中为“别的指标”，数据中为“救助人数”。"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_left_out(change: Callable[[list[Any]], None], reason: str) -> None:
    rows = [sheet_row(INDICATORS[0]), sheet_row(INDICATORS[1])]
    change(rows[0])
    matched = match(rows)
    assert [(problem.line_no, problem.reason) for problem in matched.problems] == [(4, reason)]
    assert scores(matched) == {2: 8}


def test_a_row_that_the_build_does_not_have_is_named() -> None:
    unknown = sheet_row(indicator(4, level3_name="新指标"))
    (problem,) = match([unknown], INDICATORS[:3]).problems
    assert problem.reason == "现有数据的这张表中没有这一行。"


def test_data_that_changed_after_the_export_is_told_apart_from_a_changed_cell() -> None:
    newer = [indicator(1, actual_text="60%"), *INDICATORS[1:]]
    (problem,) = match([sheet_row(INDICATORS[0])], newer).problems
    assert problem.reason == "导出以后数据已更新：自评完成值文件中为“95%”，数据中为“60%”。"


def test_of_two_rows_for_one_indicator_the_first_counts() -> None:
    matched = match([sheet_row(INDICATORS[0], score=1.0), sheet_row(INDICATORS[0], score=2.0)])
    assert scores(matched) == {1: 1} and len(matched.problems) == 1


def test_rows_alike_in_every_cell_are_not_guessed_at() -> None:
    twins = [indicator(1), indicator(2, level3_name=NAMES[0])]
    keyless = [*sheet_row(twins[0])[:13], None]
    matched = match([keyless, sheet_row(INDICATORS[3])], [*twins, INDICATORS[3]])
    assert scores(matched) == {4: 8}
    assert [problem.reason for problem in matched.problems] == ["没有行标识，按内容也对不上唯一的指标。"]


@pytest.mark.parametrize(
    "sheets",
    [
        [],
        [{"name": "Sheet1", "rows": [["a", 1.0], []]}],
        workbook([]),
        workbook([[*sheet_row(INDICATORS[0])[:13], "不是标识"]]),
    ],
)
def test_a_workbook_that_is_none_of_ours_is_refused(sheets: list[dict[str, Any]]) -> None:
    with pytest.raises(NotAReviewError, match="复核表"):
        find_rows(sheets)


def kept(row: dict[str, Any], score: str | None) -> dict[str, Any]:
    """A reviewed row as it is kept."""
    return {
        "project_id": row["project_id"], "row_no": row["row_no"], "project_name": row["project_name"],
        "level3_name": row["level3_name"], "prefilled_digest": digest_of(prefilled_texts(row)), "weight_points": "10",
        "self_score_points": "9.5", "reviewed_actual_text": "98%", "reviewed_score_points": score, "remark_text": None,
        "loaded_by": "林某", "loaded_at": "2026-11-22T08:00:00+00:00",
    }  # fmt: skip


FORM = {"project_id": "d1-01", "project_name": "医疗救助", "total_score_points": Decimal(98), "indicator_count": 4}


def test_differences_count_only_where_the_form_still_says_the_same() -> None:
    unscored = indicator(4, score_points=None)
    reviews = [kept(INDICATORS[0], "8"), kept(INDICATORS[1], "1"), kept(INDICATORS[2], None), kept(unscored, "5"),
               kept(indicator(3) | {"row_no": 9}, "5")]  # fmt: skip
    build = [INDICATORS[0], indicator(2, target_text="≥80%"), INDICATORS[2], unscored]
    records = compare_rows(reviews, build)
    assert [(record["row_state"], record["difference_points"]) for record in records] == [
        (HOLDS, Decimal("1.5")), (CHANGED, None), (NOT_SCORED, None), (UNKNOWN_SELF, None), (GONE, None),
    ]  # fmt: skip
    (form,) = compare_forms(records, [FORM], Limits())
    assert (form["deducted_points"], form["reviewed_total_points"], form["reviewed_count"]) == (Decimal("1.5"), 96.5, 1)
    assert form["finding_text"] is None


@pytest.mark.parametrize(
    ("reviewed", "limits", "told"),
    [
        (["9.5", "9.5", "9.5", "1.9"], Limits(), None),  # 7.6 of 38 are 20 %: not more than the limit
        (["9.5", "9.5", "9.5", "1.8"], Limits(), "核减占所复核指标自评得分的 20.26%，超过 20%"),
        (["0", "9", "9.5", "9.5"], Limits(Decimal(10), Decimal(1)), None),  # ten points are not more than ten
        (["0", "9", "9.5", "9"], Limits(Decimal(10), Decimal(1)), "自评比复核高 10.5 分，超过 10 分"),
        (["10", "10", "10", "10"], Limits(Decimal(0), Decimal(0)), None),
    ],
)
def test_a_large_difference_is_a_finding(reviewed: list[str], limits: Limits, told: str | None) -> None:
    records = compare_rows([kept(row, score) for row, score in zip(INDICATORS, reviewed, strict=True)], INDICATORS)
    (form,) = compare_forms(records, [FORM], limits)
    assert form["finding_text"] == told


def test_a_form_without_total_has_no_reviewed_total() -> None:
    records = compare_rows([kept(INDICATORS[0], "8")], INDICATORS)
    (form,) = compare_forms(records, [FORM | {"total_score_points": None}], Limits())
    assert form["reviewed_total_points"] is None and form["deducted_points"] == Decimal("1.5")
