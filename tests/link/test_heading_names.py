"""Headings that name the place of units that print none."""

import pytest

from etl.link.heading_names import find_headings
from etl.link.link_forms import link_forms


def place_of(heading: str, unit: str, line_no: int = 1) -> object:
    row: dict[str, object] = {
        "project_id": "d-01",
        "document_id": "d",
        "form_no": 1,
        "fiscal_year": 2023,
        "project_name": "物业管理费",
        "project_code": None,
        "department_name": None,
        "unit_name": unit,
    }
    lines = [{"document_id": "d", "line_no": line_no, "line_text": heading}]
    return link_forms([row], find_headings(lines, [row])).projects[0]["division_code"]


@pytest.mark.parametrize(
    ("heading", "unit", "code"),
    [
        ("上海市宝山区2023年度部门预算项目绩效自评公开", "民政局", "310113"),
        ("合肥市民政局2023年度项目支出绩效自评表", "民政局", "340100"),
        ("合肥市民政局2023年度项目支出绩效自评表", "救助管理站", None),
        ("合肥市2023年度项目支出绩效自评表", "民政局", None),
        ("宝山区2023年度部门预算项目绩效自评公开", "民政局", None),
        ("上海市宝山区领导调研养老服务", "民政局", None),
        ("上海市宝山区2023年度部门预算项目绩效自评公开", "市民政局", None),
    ],
)
def test_a_heading_names_the_place_of_its_own_forms(heading: str, unit: str, code: str | None) -> None:
    assert place_of(heading, unit) == code


def test_a_line_far_below_is_no_heading() -> None:
    assert place_of("上海市宝山区2023年度部门预算项目绩效自评公开", "民政局", line_no=40) is None
