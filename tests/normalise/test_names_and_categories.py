"""Names without codes and footnotes, project codes, and indicator categories under every template's wording."""

import pytest

from etl.normalise.indicator_category import choose_category, load_category_labels, load_category_names
from etl.normalise.printed_names import normalise_unit_name, parse_project_code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("206002-某市医疗保障基金管理中心", "某市医疗保障基金管理中心"),
        ("206-某市医疗保障局", "某市医疗保障局"),
        ("[166]某县残疾人联合会", "某县残疾人联合会"),
        ("某市医疗保障局1", "某市医疗保障局"),
        ("某市 医疗保障局", "某市医疗保障局"),
        ("某市第2中学", "某市第2中学"),
        ("某市第101", "某市第101"),
        ("—", None),
        (None, None),
    ],
)
def test_names_lose_codes_and_footnotes_only(text: str | None, name: str | None) -> None:
    assert normalise_unit_name(text) == name


def test_the_project_code_is_the_printed_field_or_stands_before_the_name() -> None:
    assert parse_project_code(None, "51990023T000012345678-案件补贴") == "51990023T000012345678"
    assert parse_project_code("A1", "51990023T000012345678-案件补贴") == "A1"
    assert parse_project_code(None, "2023年道路建设") is None
    assert parse_project_code(None, None) is None


@pytest.mark.parametrize(
    ("level1", "level2", "code"),
    [
        ("产出指标", "数量指标", "output_quantity"),
        ("产出指标(50分)", "质量 指标", "output_quality"),
        ("产出目标", "时效目标", "output_timeliness"),
        ("项目完成指标", "数量指标", "output_quantity"),
        ("产出指标", "成本指标", "output_cost"),
        ("成本指标(0-20)分", "经济成本指标", "cost_economic"),
        ("成本指标", "成本指标", "cost_other"),
        ("效益指标", "可持续影响 指标", "benefit_sustainable"),
        ("效果目标", "环境效益目标", "benefit_ecological"),
        ("影响力目标", "长效管理", "benefit_sustainable"),
        ("影响力目标", "满意度目标", "satisfaction"),
        ("满意度指标(10分)", "服务对象满意度指标等", "satisfaction"),
        ("满意度指标", None, "satisfaction"),
        (None, "社会效益指标", "benefit_social"),
        ("投入和管理目标", "财务管理", "management"),
        ("效果目标", "信息化目标", None),
        (None, None, None),
        ("", "", None),
    ],
)
def test_categories_of_old_and_new_templates(level1: str | None, level2: str | None, code: str | None) -> None:
    assert choose_category(level1, level2) == code


def test_every_category_of_the_name_list_has_a_label() -> None:
    assert set(load_category_names().values()) == set(load_category_labels())
