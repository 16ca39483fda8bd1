"""Names normalised, families assigned: what joins, what stays apart, and why."""

import csv
import random

import pytest

from etl.link.assign_families import assign_families
from etl.link.family_names import normalise_project_name
from etl.link.policy_families import POLICY_FAMILIES_FILE, find_policy, load_policy_families
from etl.link.similar_names import similar_keys

Row = dict[str, object]


def project(name: str | None, number: int = 1, department: str = "上海市青浦区医疗保障局", **other: object) -> Row:
    row: Row = {
        "project_id": f"d-{number:02d}",
        "project_name": name,
        "department_name": department,
        "unit_name": department,
        "fiscal_year": 2023,
        "division_code": None,
    }
    return row | other


def family_of(name: str, department: str = "上海市青浦区医疗保障局") -> str:
    return str(assign_families([project(name, 1, department)])[0]["family_name"])


def families_of(*names: str) -> list[object]:
    rows = assign_families([project(name, number) for number, name in enumerate(names, 1)])
    return [row["family_id"] for row in rows]


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("水果蔬菜检测费", "水果蔬菜检测"),
        ("水果蔬菜检测专项经费", "水果蔬菜检测"),
        ("水果蔬菜检测工作经费", "水果蔬菜检测·工作"),
        ("2023年水果蔬菜检测（市级）", "水果蔬菜检测"),
        ("水果蔬菜检测—社23011", "水果蔬菜检测"),
        ("水果蔬菜检测（沪财预〔2022〕127号）（第二批）", "水果蔬菜检测"),
        ("51092324T000012345678-水果蔬菜检测", "水果蔬菜检测"),
        ("青浦区水果蔬菜检测", "水果蔬菜检测"),
        ("上海市青浦区农业农村委员会水果蔬菜检测", "水果蔬菜检测"),
        ("提前下达2023年中央财政水果蔬菜检测补助资金", "水果蔬菜检测"),
        ("“水果、蔬菜”检测 项目", "水果蔬菜检测"),
        ("中央厨房项目", "中央厨房"),
        ("物业管理费", "物业管理"),
    ],
)
def test_key_keeps_what_is_the_same_elsewhere(printed: str, key: str) -> None:
    owners = ("青浦区农业农村委员会",)
    assert normalise_project_name(printed, owners, 2023).key == key


def test_what_was_cut_is_kept() -> None:
    name = normalise_project_name("青浦区2023年水果检测（沪财预〔2022〕127号）（市级）（第二批）", (), 2023)
    assert (name.document_number, name.level_text, name.batch_text) == ("沪财预〔2022〕127号", "市级", "第二批")
    assert name.year_text == "2023年"


def test_bracket_with_content_stays() -> None:
    assert normalise_project_name("能力提升（大厅改造）-社22083号", (), 2023).key == "能力提升大厅改造"


def test_transfers_of_one_policy_join_and_its_office_money_does_not() -> None:
    own, transfer, numbered, office = families_of(
        "医疗救助资金",
        "城乡医疗救助（沪财预〔2022〕127号）",
        "医疗救助补助资金—社23011",
        "医疗救助资金专项检查工作经费",
    )
    assert own == transfer == numbered == "medical_aid"
    assert office == "medical_aid_office"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("长护险工作专项经费", "长期护理保险（工作经费）"),
        ("长期护理保险补贴", "长期护理保险"),
        ("档案数字化扫描", "档案整理与数字化"),
        ("业务档案寄存服务", "档案寄存与保管外包"),
        ("消防系统维护", "消防系统维护"),
        ("公租房物业管理", "物业管理"),
        ("教师体检费", "职工体检"),
        ("老年人健康体检", "老年人健康体检"),
        ("学校食堂改造", "校舍建设与维修"),
        ("农村公路养护", "道路养护"),
        ("残疾人两项补贴发放检查", "残疾人两项补贴（工作经费）"),
    ],
)
def test_dictionary_tells_services_policies_and_office_work(name: str, family: str) -> None:
    assert family_of(name) == family


def test_dictionary_row_of_a_department_holds_only_there() -> None:
    assert family_of("监督执法专项经费", "上海市青浦区医疗保障局") == "医保基金监管"
    assert family_of("监督执法专项经费", "上海市青浦区水务局") == "监督执法专项经费"


def test_generic_names_join_only_inside_one_kind_of_department() -> None:
    rows = assign_families([
        project("日常业务经费", 1, "上海市青浦区医疗保障局"),
        project("日常业务经费", 2, "上海市嘉定区医疗保障局"),
        project("日常业务经费", 3, "上海市嘉定区水务局"),
    ])  # fmt: skip
    assert rows[0]["family_id"] == rows[1]["family_id"] != rows[2]["family_id"]
    assert rows[0]["family_name"] == "日常业务经费（医疗保障局）"


def test_evidence_and_way_of_decision() -> None:
    rows = assign_families([
        project("门户水果蔬菜检测活动", 1), project("门户水果蔬菜检测活动经费", 2), project("医疗救助", 3),
        project("独一无二的事", 4), project("门户水果蔬菜的检测活动", 5),
    ])  # fmt: skip
    assert [row["decided_by"] for row in rows] == ["名称一致", "名称一致", "词典", "名称一致", "相似度"]
    assert rows[0]["evidence"] == "名称归一后一致：门户水果蔬菜检测活动"
    assert rows[3]["evidence"] == "没有同名项目，自成一族：独一无二的事"
    assert str(rows[4]["evidence"]).startswith("名称相似度 0.95：")
    assert rows[4]["family_id"] == rows[0]["family_id"]
    assert [row["similarity"] for row in rows] == [1.0, 1.0, None, 1.0, 0.9524]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("青年创业大赛组织服务", "青年创业大赛的组织服务", True),
        ("滨江岸线贯通提升一期", "滨江岸线贯通提升二期", False),
        ("重点区域城市环境提升", "重点区域农村环境提升", False),
        ("夏季经典诗歌朗诵比赛", "夏季诗歌比赛", False),
        ("食品安全监督抽样检验", "药品安全监督抽样检验", False),
        ("食品安全·工作", "药品安全·工作", False),
        ("高龄老人生活补贴发放", "高龄老人生活补助发放", True),
    ],
)
def test_only_close_names_join(first: str, second: str, joined: bool) -> None:
    found = similar_keys([first, second])
    assert bool(found) == joined
    assert similar_keys([second, first]) == found


def test_names_that_are_only_alike_stay_two_families() -> None:
    rows = assign_families([project("夏季经典诗歌朗诵比赛", 1), project("夏季诗歌比赛", 2)])
    assert rows[0]["family_id"] != rows[1]["family_id"]


def test_every_form_has_one_family_whatever_the_order() -> None:
    names = [
        "医疗救助",
        "物业费",
        "业务经费",
        None,
        "滨江岸线贯通提升一期",
        "滨江岸线贯通的提升一期",
        "体检费",
        "",
        "2019年度",
    ]
    rows = [project(name, number) for number, name in enumerate(names, 1)]
    expected = assign_families(rows)
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        assert assign_families(rows) == expected
    assert [row["project_id"] for row in expected] == sorted(str(row["project_id"]) for row in rows)
    assert all(row["family_name"] and row["evidence"] for row in expected)


def test_family_id_does_not_depend_on_the_other_projects() -> None:
    alone = families_of("独一无二的事")
    assert families_of("独一无二的事", "医疗救助", "另外一件事情")[0] == alone[0]


def test_dictionary_is_sound() -> None:
    families = load_policy_families()
    assert len({family.family_id for family in families}) >= 40
    assert len({(f.family_id, f.family_name, f.kind) for f in families}) == len({f.family_id for f in families})
    with POLICY_FAMILIES_FILE.open(encoding="utf-8", newline="") as file:
        keys = [(row["family_id"], row["family_name"], row["kind"], row["pattern"]) for row in csv.DictReader(file)]
    assert keys == sorted(keys)
    assert not [family.pattern.pattern for family in families if family.pattern.search("")]


def test_name_without_known_words_has_no_policy() -> None:
    assert find_policy("独一无二的事", "") is None


def test_the_name_that_years_share_and_the_batch_that_was_cut_are_kept() -> None:
    rows = assign_families([
        project("2023年医疗救助补助资金（沪财预〔2022〕127号）（市级）", 1),
        project("医疗救助资金", 2), project("医疗救助工作经费", 3),
    ])  # fmt: skip
    assert [row["project_key"] for row in rows] == ["医疗救助", "医疗救助", "医疗救助·工作"]
    assert [row["allocation_text"] for row in rows] == ["沪财预〔2022〕127号、市级", None, None]
