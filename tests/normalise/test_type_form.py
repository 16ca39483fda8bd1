"""One whole form as typed rows: columns, keys, problems and their places."""

from datetime import date
from decimal import Decimal

import pytest

from etl.normalise.type_form import TypedForm, type_form
from etl.records import FormRecord, FormType, Place, PrintedField, Section
from etl.schema.declared_schema import declared_frame, load_tables

DOCUMENT_ID = "0123456789abcdef"
LINK_PREFIXES = ("division_", "city_", "province_", "sector_")
HIGH, LOW = (0.1, 0.2, 0.9, 0.25), (0.1, 0.8, 0.9, 0.95)
PIPELINE_COLUMNS = {"fiscal_year", "division_code"}


def printed(section: Section, row_no: int | None, name: str, text: str, line_no: int = 5) -> PrintedField:
    return PrintedField(section, row_no, name, text, (Place(1, line_no, 3, 4, 4 + len(text)),))


def make_form(*fields: PrintedField, form_type: FormType = FormType.SELF_EVALUATION) -> FormRecord:
    return FormRecord(2, form_type, None, 3, 40, 1, fields, claimed_cell_count=9, printed_cell_count=10)


@pytest.fixture
def typed() -> TypedForm:
    score = PrintedField(
        Section.INDICATOR, 1, "score", "9", (), is_repaired=False, is_inferred=True, repair_reason="总分推出"
    )
    pieces = (Place(1, 9, 2, 4, 6, HIGH), Place(1, 9, 3, 8, 9, HIGH), Place(2, 12, 1, 0, 2, LOW), Place(2, 13, 1, 0, 2))
    split_goal = PrintedField(Section.FORM, None, "goal", "保障运行", pieces)
    return type_form(
        make_form(
            printed(Section.FORM, None, "project_name", "51990023T000012345678-补贴"),
            printed(Section.FORM, None, "department", "206-某市医疗保障局1"),
            printed(Section.FORM, None, "fiscal_year", "2023年度"),
            printed(Section.FORM, None, "money_unit", "万元"),
            printed(Section.FORM, None, "total_score", "95.37"),
            printed(Section.FORM, None, "start_date", "2023年1月"),
            printed(Section.FORM, None, "end_date", "2023年2月"),
            split_goal,
            printed(Section.FORM, None, "completion", "共保障1,204人"),
            printed(Section.FUND, 1, "fund_source", "total"),
            printed(Section.FUND, 1, "adjusted_budget", "317.10"),
            printed(Section.FUND, 1, "executed", "297.43"),
            printed(Section.FUND, 1, "execution_rate", "93.79"),
            printed(Section.FUND, 2, "fund_source", "其中：单位资金"),
            printed(Section.FUND, 2, "adjusted_budget", "0"),
            printed(Section.FUND, 2, "executed", "1,23", line_no=17),
            printed(Section.FUND, 3, "fund_source", "彩票公益金"),
            printed(Section.INDICATOR, 1, "level1", "产出指标"),
            printed(Section.INDICATOR, 1, "level2", "数量指标"),
            printed(Section.INDICATOR, 1, "target", "≥10人"),
            printed(Section.INDICATOR, 1, "actual", "12"),
            printed(Section.INDICATOR, 1, "weight", "10"),
            score,
            printed(Section.INDICATOR, 1, "deviation_reason", "加强宣传"),
            printed(Section.INDICATOR, 2, "deviation_reason", "0"),
            printed(Section.SUB_PROJECT, 1, "sub_project_name", "邮寄费"),
            printed(Section.SUB_PROJECT, 1, "amount", "120"),
        ),
        DOCUMENT_ID,
    )


def test_rows_have_exactly_the_declared_columns_that_this_stage_fills(typed: TypedForm) -> None:
    for table_name, rows in typed.rows.items():
        declared = set(load_tables()[table_name].schema)
        if table_name == "core_project":
            left_out = {column for column in declared if column.startswith(LINK_PREFIXES)}
        else:
            left_out = PIPELINE_COLUMNS
        assert rows
        for row in rows:
            assert set(row) == declared - left_out
        assert declared_frame(table_name, [row | dict.fromkeys(left_out) for row in rows]).height == len(rows)


def test_the_project_row(typed: TypedForm) -> None:
    (project,) = typed.rows["core_project"]
    assert typed.project_id == project["project_id"] == "0123456789abcdef-02"
    assert (project["department_name"], project["project_code"]) == ("某市医疗保障局", "51990023T000012345678")
    assert (project["fiscal_year"], project["money_unit"], project["derived_grade"]) == (2023, "万元", "优")
    assert (project["start_date"], project["end_date"]) == (date(2023, 1, 1), date(2023, 2, 28))
    assert project["indicator_count"] == 2
    confidence = (9 / 10 + 5 / 6 + 1) / 3  # an unclaimed cell, an amount that is none, a rate that agrees
    assert project["reading_confidence_rate"] == pytest.approx(confidence)


def test_the_fund_rows(typed: TypedForm) -> None:
    total, unit_funds, unknown = typed.rows["core_fund"]
    assert total["executed_yuan"] == Decimal("2974300.00")
    assert total["execution_rate"] == pytest.approx(2974300 / 3171000)
    assert total["printed_execution_rate"] == pytest.approx(0.9379)
    assert (unit_funds["fund_source_code"], unit_funds["execution_rate"]) == ("unit_funds", None)
    assert unknown["fund_source_code"] is None


def test_the_indicator_and_reason_rows(typed: TypedForm) -> None:
    first, second = typed.rows["core_indicator"]
    assert (first["category_code"], first["distance_status"]) == ("output_quantity", "comparable")
    assert first["distance_rate"] == pytest.approx(0.2)
    assert (first["score_rate"], first["is_score_inferred"]) == (0.9, True)
    assert (second["target_kind"], second["score_rate"], second["deviation_reason_text"]) == ("blank", None, None)
    (reason,) = typed.rows["core_deviation_reason"]
    assert (reason["reason_class_codes"], reason["is_measure_only"]) == ("R27,M04", True)


def test_a_field_of_several_pieces_keeps_its_first_line_and_its_last(typed: TypedForm) -> None:
    goal = next(row for row in typed.rows["raw_form_field"] if row["field_name"] == "goal")
    address = ("page_no", "line_no", "line_end_no", "column_no", "char_start", "char_end")
    assert [goal[column] for column in address] == [1, 9, 13, 2, 4, 9]
    score = next(row for row in typed.rows["raw_form_field"] if row["field_name"] == "score")
    assert [score[column] for column in address] == [None] * 6


def test_a_field_has_a_box_for_each_piece_that_is_drawn_and_one_for_pieces_of_one_cell(typed: TypedForm) -> None:
    columns = ("field_name", "row_no", "piece_no", "page_no", "box_left", "box_top", "box_right", "box_bottom")
    boxes = [tuple(row[column] for column in columns) for row in typed.rows["raw_field_box"]]
    assert boxes == [("goal", None, 1, 1, *HIGH), ("goal", None, 2, 2, *LOW)]


def test_the_box_of_a_repeated_field_has_the_row_number_of_its_field() -> None:
    parts = [PrintedField(Section.FORM, None, "remark", "甲", (Place(1, 1, 1, 0, 1, box),)) for box in (HIGH, LOW)]
    rows = type_form(make_form(*parts), DOCUMENT_ID).rows
    assert [(row["row_no"], row["box_top"]) for row in rows["raw_field_box"]] == [(None, 0.2), (2, 0.8)]
    assert [row["row_no"] for row in rows["raw_form_field"]] == [None, 2]


def test_a_field_of_the_whole_form_printed_again_is_numbered() -> None:
    parts = [printed(Section.FORM, None, "remark", text) for text in ("甲", "乙", "丙")]
    rows = type_form(make_form(*parts), DOCUMENT_ID).rows["raw_form_field"]
    assert [(row["row_no"], row["printed_text"]) for row in rows] == [(None, "甲"), (2, "乙"), (3, "丙")]


def test_the_code_of_a_funding_row_is_no_printed_field(typed: TypedForm) -> None:
    fund_fields = [row for row in typed.rows["raw_form_field"] if row["section_code"] == "fund"]
    assert {row["field_name"] for row in fund_fields} == {"adjusted_budget", "executed", "execution_rate"}


def test_every_unconvertible_text_is_one_problem_with_its_place(typed: TypedForm) -> None:
    found = {problem.code: problem for problem in typed.problems}
    assert set(found) == {"money_not_a_number", "fund_source_unknown"}
    amount = found["money_not_a_number"]
    assert (amount.form_no, amount.row_no, amount.printed) == (2, 2, "1,23")
    assert amount.place is not None
    assert amount.place.line_no == 17
    assert amount.message == "全年执行数印为“1,23”：应为一个金额，如 1,234.56。"


def test_amounts_without_a_unit_are_null_and_one_problem_of_the_form() -> None:
    form = make_form(
        printed(Section.FUND, 1, "initial_budget", "10"),
        printed(Section.FUND, 1, "executed", "8"),
        printed(Section.FUND, 2, "executed", "0.00"),
    )
    typed_form = type_form(form, DOCUMENT_ID)
    first, second = typed_form.rows["core_fund"]
    assert (first["initial_budget_yuan"], first["executed_yuan"]) == (None, None)
    assert second["executed_yuan"] == Decimal("0.00")
    (problem,) = typed_form.problems
    assert problem.code == "money_unit_unknown"
    assert "全表共 2 处" in problem.message


def test_the_ticked_options_of_a_declaration_are_kept() -> None:
    fields = (
        printed(Section.FORM, None, "project_type", "□ 结转项目 ☑ 经常性专项业务费"),
        printed(Section.FORM, None, "fund_use", "工程类 信息化建设类 补贴类"),
    )
    project = type_form(make_form(*fields, form_type=FormType.TARGET_DECLARATION), "d").rows["core_project"][0]
    assert (project["project_type_text"], project["fund_use_text"]) == ("经常性专项业务费", None)


def test_a_declaration_has_no_derived_grade() -> None:
    form = make_form(printed(Section.FORM, None, "total_score", "95"), form_type=FormType.TARGET_DECLARATION)
    assert type_form(form, DOCUMENT_ID).rows["core_project"][0]["derived_grade"] is None


def test_blanks_of_a_wrapped_cell_go_and_others_stay() -> None:
    form = make_form(
        printed(Section.INDICATOR, 1, "level3", "购买服务人员 及时性"),
        printed(Section.INDICATOR, 1, "target", "≥60 万人"),
        printed(Section.INDICATOR, 1, "deviation_reason", "形式多 样。\n2 台 AB 机"),
    )
    row = type_form(form, "0123456789abcdef").rows["core_indicator"][0]
    assert row["level3_name"] == "购买服务人员及时性"
    assert row["target_text"] == "≥60 万人"
    assert row["deviation_reason_text"] == "形式多样。\n2 台 AB 机"
