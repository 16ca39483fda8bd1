"""Copied goals and completions: within a form, inside a unit, across years and units, and what is no copy."""

import random

from etl.link.copied_texts import find_text_copies

Row = dict[str, object]
GOAL = "按月巡查全部供水管网，及时修复漏点，保障居民用水安全，提高群众满意度"
CHANGED = "按月巡查全部供水管网，及时修复漏点，保障居民用水安全，不断提高群众满意度"
OTHER = "组织乡镇开展秸秆禁烧宣传，落实值守责任，减少火点数量，改善空气质量"


def form(number: int, goal: str | None, completion: str | None = None, **other: object) -> Row:
    row: Row = {
        "project_id": f"p-{number:02d}",
        "form_type": "self_evaluation",
        "fiscal_year": 2023,
        "division_code": "110101",
        "department_name": "水务局",
        "unit_name": "供水所",
        "goal_text": goal,
        "completion_text": completion,
    }
    keys = {f"{name}_key": _key(row[f"{name}_text"]) for name in ("goal", "completion")}
    return row | keys | other


def _key(text: object) -> str | None:
    return text.replace("，", "") if isinstance(text, str) else None


def copies(*forms: Row) -> set[tuple[object, ...]]:
    names = ("project_id", "field_name", "copy_scope", "other_project_id")
    return {tuple(row[name] for name in names) for row in find_text_copies(forms)}


def test_a_completion_that_repeats_the_goal_is_a_copy_within_the_form() -> None:
    found = find_text_copies(
        [form(1, GOAL, CHANGED), form(2, OTHER, "全年巡查管网四次，修复漏点若干处，居民用水未受影响")]
    )
    (row,) = found
    assert (row["project_id"], row["field_name"], row["copy_scope"], row["other_field_name"]) == (
        "p-01", "completion", "form", "goal",
    )  # fmt: skip
    assert 0.9 < float(str(row["text_similarity"])) < 1
    assert row["character_count"] == len(CHANGED.replace("，", ""))


def test_texts_of_one_unit_of_another_year_and_of_another_unit_are_told_apart() -> None:
    found = copies(
        form(1, GOAL),
        form(2, CHANGED),
        form(3, GOAL, fiscal_year=2022),
        form(4, GOAL, unit_name="排水所"),
        form(5, OTHER),
    )
    assert found == {
        ("p-01", "goal", "unit", "p-02"),
        ("p-01", "goal", "year", "p-03"),
        ("p-01", "goal", "across", "p-04"),
        ("p-02", "goal", "unit", "p-01"),
        ("p-02", "goal", "year", "p-03"),
        ("p-02", "goal", "across", "p-04"),
        ("p-03", "goal", "year", "p-01"),
        ("p-03", "goal", "across", "p-04"),
        ("p-04", "goal", "across", "p-01"),
    }


def test_whose_a_text_is_that_no_unit_is_printed_with_is_not_known() -> None:
    nobody = {"department_name": None, "unit_name": None}
    found = copies(form(1, GOAL), form(2, CHANGED, **nobody), form(3, GOAL, **nobody, fiscal_year=2022))
    assert found == {
        ("p-01", "goal", "unknown", "p-02"),
        ("p-02", "goal", "unknown", "p-01"),
        ("p-03", "goal", "unknown", "p-01"),
    }
    assert copies(form(1, GOAL, **nobody), form(2, GOAL, unit_name="排水所"), form(3, GOAL)) == {
        ("p-01", "goal", "unknown", "p-02"),
        ("p-02", "goal", "unknown", "p-01"),
        ("p-02", "goal", "across", "p-03"),
        ("p-03", "goal", "unknown", "p-01"),
        ("p-03", "goal", "across", "p-02"),
    }


def test_a_declaration_and_its_self_evaluation_may_share_their_goal() -> None:
    assert copies(form(1, GOAL), form(2, GOAL, form_type="target_declaration")) == set()


def test_short_goals_and_goals_of_shared_phrases_are_no_copies() -> None:
    short = "保障单位正常运行"
    assert copies(form(1, short, short), form(2, short)) == set()
    phrases = "保障居民用水安全，提高群众满意度，新建泵站并改造老旧小区管网，完善应急预案，储备应急物资"
    assert copies(form(1, GOAL), form(2, phrases)) == set()


def test_a_long_text_that_stands_whole_inside_another_is_a_copy_and_a_short_one_is_none() -> None:
    whole = GOAL + "，并按季度公布水质检测结果"
    longer = whole + "。" + OTHER + "，同时做好应急物资储备和夜间值守，确保设施完好"
    found = find_text_copies([form(1, whole), form(2, longer), form(3, OTHER, OTHER + "，全年完成宣传12场")])
    rows = {(row["project_id"], row["copy_scope"]): row for row in found}
    assert rows.keys() == {("p-01", "unit"), ("p-02", "unit")}
    assert rows["p-01", "unit"]["is_contained"] is True
    assert float(str(rows["p-01", "unit"]["text_similarity"])) < 0.6


def test_copies_of_one_text_are_one_cluster_in_whatever_order_the_forms_come() -> None:
    forms = [form(number, GOAL if number % 2 else CHANGED) for number in range(1, 30)]
    found = find_text_copies(forms)
    assert {row["member_count"] for row in found} == {29}
    assert len({row["cluster_id"] for row in found}) == 1
    random.Random(3).shuffle(forms)
    assert find_text_copies(forms) == found


def test_many_forms_are_compared_by_their_clauses_not_each_with_each() -> None:
    words = [f"{one}{two}" for one in "甲乙丙丁戊己庚辛" for two in "子丑寅卯辰巳午未"]
    choose = random.Random(5)
    goals = ["，".join("完成" + "".join(choose.choices(words, k=3)) + "工作" for _ in range(5)) for _ in range(3000)]
    found = copies(*(form(number, goal) for number, goal in enumerate([*goals, goals[0]])))
    assert found == {("p-00", "goal", "unit", "p-3000"), ("p-3000", "goal", "unit", "p-00")}
