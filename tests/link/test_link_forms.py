"""The link stage as the pipeline calls it."""

from etl.link.link_forms import link_forms

Row = dict[str, object]


def form(number: int, unit: str | None, document_id: str = "d", **other: object) -> Row:
    row: Row = {
        "project_id": f"{document_id}-{number:02d}",
        "document_id": document_id,
        "form_no": number,
        "fiscal_year": 2023,
        "project_name": "物业管理费",
        "project_code": None,
        "department_name": None,
        "unit_name": unit,
        "goal_text": "保持不变",
    }
    return row | other


def test_rows_keep_their_order_and_other_columns() -> None:
    result = link_forms([form(2, "上海市宝山区医疗保障局"), form(1, "上海市医疗保障局")])
    assert [row["project_id"] for row in result.projects] == ["d-02", "d-01"]
    assert [row["division_code"] for row in result.projects] == ["310113", "310000"]
    assert [row["division_level"] for row in result.projects] == ["county", "province"]
    assert {row["city_name"] for row in result.projects} == {"上海市"}
    assert {row["sector_name"] for row in result.projects} == {"卫生健康"}
    assert {row["goal_text"] for row in result.projects} == {"保持不变"}
    assert result.problems == []


def test_other_forms_of_the_document_decide_and_of_another_do_not() -> None:
    bare = "宝山区医疗保障局"
    together = link_forms([form(1, bare), form(2, "上海市医疗保障局")])
    assert together.projects[0]["division_code"] == "310113"
    apart = link_forms([form(1, bare, "a"), form(1, "上海市医疗保障局", "b")])
    assert apart.projects[0]["division_code"] is None
    assert link_forms([form(1, bare)], {"d": ["上海市人民政府"]}).projects[0]["division_code"] == "310113"


def test_what_stays_open_is_a_finding_with_its_form() -> None:
    result = link_forms([form(1, "宝山区医疗保障局"), form(2, "河湾市某某公司"), form(3, "上海市闸北区教育局")])
    found = {(one.project_id, one.problem.code, one.problem.severity) for one in result.problems}
    assert found == {
        ("d-01", "division_ambiguous", "中"),
        ("d-02", "division_not_printed", "中"),
        ("d-02", "sector_unknown", "低"),
        ("d-03", "division_not_listed", "中"),
    }
    assert result.problems[0].problem.form_no == 1
    assert result.problems[0].problem.printed == "宝山区医疗保障局"
    assert "310113 上海市宝山区" in result.problems[0].problem.message
    assert result.projects[2]["division_code"] is None
    assert result.projects[2]["province_name"] == "上海市"


def test_zone_and_conflict_are_told() -> None:
    result = link_forms([form(1, "合肥市高新区管委会"), form(2, "滁州市教育局", department_name="合肥市教育局")])
    assert [one.problem.code for one in result.problems] == ["division_zone", "division_conflict"]


def test_no_forms_give_nothing() -> None:
    result = link_forms([])
    assert (result.projects, result.problems) == ([], [])
