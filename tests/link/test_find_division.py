"""From printed names and a year to a division: what is found, what is refused, and why."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.link.division_match import DivisionMatch
from etl.link.division_table import FIRST_YEAR, LAST_YEAR, divisions_of
from etl.link.find_division import FormNames, find_division


def place(unit: str | None, year: int | None = 2023, department: str | None = None, *context: str) -> DivisionMatch:
    return find_division(FormNames(unit, department), year, context)


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("上海市宝山区医疗保障局", 2023, "310113"),
        ("上海市普陀区医疗保险事务中心", 2024, "310107"),
        ("成都市郫都区民政局", 2023, "510117"),
        ("206002-明光市医疗保障基金管理中心", 2022, "341182"),
        ("206－明光市医疗保障局", 2022, "341182"),
        ("上海市医疗保障局1", 2023, "310000"),
        ("上海市医疗保障局①", 2023, "310000"),
        ("上海市医疗保障局监督检查所", 2023, "310000"),
        ("廊坊市食品工程学校", 2019, "131000"),
        ("崇明县民政局", 2014, "310230"),
        ("闸北区教育局", 2013, "310108"),
        ("上海市崇明区民政局", 2016, "310151"),
        ("安徽省安庆市宿松县财政局", 2020, "340826"),
        ("江苏省昆山市财政局", 2020, "320583"),
        ("乐山市市中区教育局", 2023, "511102"),
        ("乐山市中区教育局", 2023, "511102"),
        ("吉林市教育局", 2023, "220200"),
        ("吉林省教育厅", 2023, "220000"),
        ("海南藏族自治州教育局", 2023, "632500"),
        ("原阳县教育局", 2023, "410725"),
        ("仙桃市教育局", 2023, "429004"),
        ("松江区九亭镇人民政府", 2020, "310117"),
        ("东莞市虎门镇人民政府", 2020, "441900"),
        ("恩施州教育局", 2023, "422800"),
        ("海南省陵水县教育局", 2023, "469028"),
        ("管城区教育局", 2023, "410104"),
        ("青岛西海岸新区教育局", 2023, "370211"),
        ("国家税务总局上海市宝山区税务局", 2023, "310113"),
        ("中共上海市委员会组织部", 2023, "310000"),
        ("2023年上海市普陀区医疗保险事务中心", 2023, "310107"),
        ("上海市公安局宝山分局", 2023, "310113"),
        ("安徽明光市医保局", 2023, "341182"),
        ("上海市城市管理行政执法局", 2023, "310000"),
        ("上海市市场监督管理局", 2023, "310000"),
        ("上海市社区卫生事务中心", 2023, "310000"),
        ("滁州市市区环境整治办公室", 2020, "341100"),
        ("重庆市市辖区划界办公室", 2020, "500000"),
    ],
)
def test_name_gives_the_unit_of_its_year(name: str, year: int, code: str) -> None:
    match = place(name, year)
    assert match.code == code, match
    assert match.reason is None
    assert match.evidence is not None


@pytest.mark.parametrize(
    ("name", "year", "reason"),
    [
        ("宝山区医疗保障局", 2023, "ambiguous"),
        ("普陀区体育局", 2023, "ambiguous"),
        ("朝阳区教育局", 2023, "ambiguous"),
        ("市中区教育局", 2023, "ambiguous"),
        ("东区街道办事处", 2023, "ambiguous"),
        ("宝山公安局", 2023, "ambiguous"),
        ("上海市松江二中", 2023, "ambiguous"),
        ("崇明县民政局", 2023, "not_listed"),
        ("闸北区教育局", 2024, "not_listed"),
        ("上海市闸北区教育局", 2024, "not_listed"),
        ("上海市河湾区教育局", 2024, "not_listed"),
        ("上海市静安寺街道办事处", 2023, "not_listed"),
        ("滁州市大王镇人民政府", 2023, "not_listed"),
        ("重庆市两江新区教育局", 2020, None),
        ("河湾市发改委", 2023, "not_printed"),
        ("瑞金医院", 2023, "not_printed"),
        ("东方体育中心", 2023, "not_printed"),
        ("中山医院", 2023, "not_printed"),
        ("南京路街道办事处", 2023, "not_printed"),
        ("长江明光市场管理处", 2023, "not_printed"),
        ("监督检查所", 2023, "not_printed"),
        (None, 2023, "not_printed"),
    ],
)
def test_what_is_not_certain_is_refused(name: str | None, year: int, reason: str | None) -> None:
    match = place(name, year)
    assert match.reason == reason
    assert (match.code is None) == (reason is not None)


def test_refusal_names_the_candidates() -> None:
    assert place("宝山区医疗保障局").candidates == ("230506 黑龙江省双鸭山市宝山区", "310113 上海市宝山区")
    unlisted = place("上海市闸北区教育局", 2024)
    assert unlisted.candidates == ("310108 上海市闸北区（2005—2014 年）",)
    assert unlisted.province_code == "310000"
    assert unlisted.city_code == "310000"


@pytest.mark.parametrize(
    ("unit", "department", "context", "code"),
    [
        ("宝山区医疗保障局", "上海市医疗保障局", (), "310113"),
        ("宝山区医疗保障局", "双鸭山市医疗保障局", (), "230506"),
        ("宝山区医疗保障局", None, ("上海市人民政府",), "310113"),
        ("宝山区医疗保障局", "宝山区人民政府", (), None),
        ("宝山区医疗保障局", None, ("上海市人民政府", "黑龙江省人民政府"), None),
        ("市中区教育局", "乐山市教育局", (), "511102"),
        ("城区教育局", "晋城市教育局", (), "140502"),
        ("上海市松江二中", "上海市松江区教育局", (), "310117"),
        ("上海市松江二中", "上海市教育委员会", (), "310000"),
        ("上海市松江二中", None, ("上海市人民政府",), None),
        ("上海市第一中学", "上海市宝山区教育局", (), "310113"),
        ("成都市郫都区第一中学", "四川省教育厅", (), "510117"),
        ("监督检查所", "上海市医疗保障局", (), "310000"),
        ("监督检查所", None, ("上海市医疗保障局", "上海市教育委员会"), "310000"),
        ("监督检查所", None, ("上海市宝山区医疗保障局", "上海市普陀区医疗保障局"), None),
        ("区医疗保障局", None, ("上海市宝山区人民政府",), "310113"),
        ("区医疗保障局", None, ("上海市人民政府",), None),
    ],
)
def test_other_printed_names_decide_or_leave_it_open(
    unit: str, department: str | None, context: tuple[str, ...], code: str | None
) -> None:
    assert place(unit, 2023, department, *context).code == code


def test_a_project_code_only_chooses_between_candidates() -> None:
    by_code = find_division(FormNames("宝山区医疗保障局", project_code="31011324T000012345678"), 2023)
    assert by_code.code == "310113"
    assert find_division(FormNames("监督检查所", project_code="31011324T000012345678"), 2023).code is None


def test_units_above() -> None:
    county = place("明光市医疗保障局", 2022)
    assert (county.city_code, county.city_name, county.province_name) == ("341100", "滁州市", "安徽省")
    district = place("上海市宝山区医疗保障局")
    assert (district.city_code, district.city_name, district.province_code) == ("310000", "上海市", "310000")
    province = place("安徽省教育厅")
    assert (province.name, province.city_code) == ("安徽省", None)
    assert place("仙桃市教育局").city_name == "省直辖县级行政区划"


def test_evidence_says_which_name_and_which_list() -> None:
    assert place("明光市医疗保障局", 2022).evidence == (
        "实施单位“明光市医疗保障局”，按 2022 年区划表为安徽省滁州市明光市（341182）"
    )
    assert "按 2024 年区划表（2026 年的表未收）" in str(place("明光市医疗保障局", 2026).evidence)


def test_names_of_two_places_are_a_conflict() -> None:
    match = place("滁州市教育局", 2020, "合肥市教育局")
    assert match.code == "341100"
    assert "合肥市" in str(match.conflict)
    assert place("上海市宝山区教育局", 2020, "上海市教育委员会").conflict is None


def test_zone_without_a_code_stands_under_its_city() -> None:
    match = place("合肥市高新区管委会")
    assert (match.code, match.zone) == ("340100", "高新区")
    assert place("苏州工业园区教育局").code == "320500"
    assert place("浦东新区教育局").zone is None


def test_form_without_year_needs_a_name_with_one_code_in_all_years() -> None:
    assert place("崇明县民政局", None).code == "310230"
    assert place("偃师市民政局", None).code == "410381"
    assert place("儋州市民政局", None).reason == "ambiguous"


@pytest.mark.parametrize("year", [FIRST_YEAR, 2012, 2019, LAST_YEAR])
def test_full_names_resolve_to_themselves(year: int) -> None:
    index = divisions_of(year)
    units = [unit for unit in index.by_code.values() if unit.level != "grouping"]
    for unit in random.Random(year).sample(units, 300):
        line = index.line_of(unit)
        for names in (line, line[-2:]):
            match = place("".join(part.name for part in names) + "教育局", year)
            assert match.code == unit.code, (year, unit, match)


@given(
    st.text(alphabet="上海宝山区市县医保局安徽滁州明光东西城0123-（）第中", max_size=14),
    st.sampled_from([2010, 2023, None]),
)
def test_any_text_gives_a_match_or_a_reason(text: str, year: int | None) -> None:
    match = place(text, year)
    assert (match.code is None) == (match.reason is not None)
    assert match.evidence
