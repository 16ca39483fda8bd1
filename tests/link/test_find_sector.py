"""From a department's name to its sector."""

import csv

import pytest

from etl.link.find_sector import SECTORS_FILE, find_sector


@pytest.mark.parametrize(
    ("department", "code"),
    [
        ("上海市宝山区医疗保障局", "210"),
        ("206-明光市医疗保障局", "210"),
        ("上海市卫生和计划生育委员会", "210"),
        ("上海市人力资源和社会保障局", "208"),
        ("上海市住房保障和房屋管理局", "221"),
        ("滁州市住房和城乡建设局", "212"),
        ("景德镇市教育局", "205"),
        ("松江区九亭镇", "212"),
        ("上海市公安局交通警察总队", "204"),
        ("上海市交通委员会", "214"),
        ("上海市水务局（上海市海洋局）", "213"),
        ("中国人民政治协商会议上海市宝山区委员会", "201"),
        ("上海市体育学校", "205"),
        ("上海市社区卫生管理中心", "210"),
        ("某某有限公司", None),
    ],
)
def test_longest_keyword_decides(department: str, code: str | None) -> None:
    sector = find_sector(department, None, 2023)
    assert (sector.code if sector else None) == code


def test_department_before_unit_and_unit_where_department_is_silent() -> None:
    assert find_sector("廊坊市教育局", "廊坊市卫生所", 2019).code == "205"  # type: ignore[union-attr]
    assert find_sector(None, "上海市医疗保险监督检查所", 2019).code == "210"  # type: ignore[union-attr]
    assert find_sector("某某集团", "滁州市公安局", 2019).code == "204"  # type: ignore[union-attr]
    assert find_sector(None, None, 2019) is None


def test_one_code_has_one_name_and_rows_are_sorted() -> None:
    with SECTORS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {(row["sector_code"], row["sector_name"]) for row in rows}
    assert len(names) == len({code for code, _ in names})
    assert [row["keyword"] for row in rows] == sorted({row["keyword"] for row in rows})
