"""What tells of a person is found, and money, dates and words of the forms are not."""

import csv
from pathlib import Path

import pytest

from etl.privacy.find_personal_data import find_personal_data, is_identity_number


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("项目负责人\t林舟\t联系电话\t13812345678", ["林舟", "13812345678"]),
        ("负责人:林舟 | 财务负责人:何满 ||||", ["林舟", "何满"]),
        ("单位负责人林舟财务负责人何小满2023年", ["林舟", "何小满"]),
        ("负责人（签字）：欧阳文远", ["欧阳文远"]),
        ("负责人及电话\n林 舟 13912345678", ["林 舟", "13912345678"]),
        ("填报人：林舟　联系方式：62345678", ["林舟", "62345678"]),
        ("负责人\t联系电话\n林舟\t13912345678", ["林舟", "13912345678"]),
        (
            "序号\t联系人\t联系电话\n1\t林舟、何满\t65432100\n2\t周成\t0817-6543210",
            ["林舟", "何满", "65432100", "周成", "0817-6543210"],
        ),
        ("咨询请拨 021-65432100 或（0510）87654321", ["021-65432100", "（0510）87654321"]),
        ("发至 lin.zhou@example.gov.cn 即可", ["lin.zhou@example.gov.cn"]),
        ("身份证 11010519491231002X", ["11010519491231002X"]),
        ("开户账号：6222 0212 3456 7890 123", ["6222 0212 3456 7890 123"]),
        ("有事打138 1234 5678找我", ["138 1234 5678"]),
        (
            "手机：１３８１２３４５６７８，座机０２８－８６６６７７８８",
            ["１３８１２３４５６７８", "０２８－８６６６７７８８"],
        ),
        ("手机138\u200b1234\u200b5678", ["138\u200b1234\u200b5678"]),
        (
            "请拨138.1234.5678或138–1234–5678、+86 138 1234 5678。",
            ["138.1234.5678", "138–1234–5678", "+86 138 1234 5678"],
        ),
        ("拨打13812345678.", ["13812345678"]),
        ("详询13812345678,13912345678", ["13812345678", "13912345678"]),
        ("联系电话：8666778、8666779", ["8666778", "8666779"]),
        ("联系人及电话：林舟 8666778", ["林舟", "8666778"]),
        ("成都 028 86667788，身份证 110105 19491231 002X", ["028 86667788", "110105 19491231 002X"]),
        ("身份证号：110105194912310021，旧证号码 身份证号 110105491231002", ["110105194912310021", "110105491231002"]),
        ("邮箱：ｌｉｎ＠ｅｘａｍｐｌｅ．ｃｎ", ["ｌｉｎ＠ｅｘａｍｐｌｅ．ｃｎ"]),
        ("负 责 人：林舟、何满 和周成（签字）", ["林舟", "何满", "周成"]),
        ("负责人：林舟同志；联系人：何满局长", ["林舟", "何满"]),
        ("负责人：林　舟  项目经理：何满  审核：周成", ["林　舟", "何满", "周成"]),
        ("負責人：張三  聯絡人：歐陽鋒", ["張三", "歐陽鋒"]),
        ("负责人：阿依古丽·买买提，联系人：扎西次仁", ["阿依古丽·买买提", "扎西次仁"]),
    ],
)
def test_personal_data_is_found(text: str, personal: list[str]) -> None:
    assert found(text) == personal


@pytest.mark.parametrize(
    "text",
    [
        "年初预算数\t13812345678\t13812345678\t100%",
        "资金总额 13812345678 元，其中 13912345678.50",
        "负责人 联系电话 项目起止时间",
        "填报人：   单位负责人：  填报日期：2023年1月5日",
        "经费由项目负责人单位统一管理，分管领导高度重视",
        "负责人 严格管理",
        "项目编码 310113241T12000123456，文号 沪财预〔2022〕127号",
        "13800000000",
        "编号 110105194912310021",  # the check character is wrong, and nobody says what it is
        "年度资金总额 180 1500 1200",  # three amounts
        "办公费\t电话\t水电费\n1234567\t7654321\t1234567",
        "电话费支出 1234567，管理费 7654321",
        "项目负责人\t\t联系电话\t\n满意度\t路灯\t成本\t水质",
        "责任人：林业局，责任单位：高新区，经办人：商务局",
        "负责人\t满意度\t高级\n路灯亮化\t90\t成立",
        "审核：严格把关，复核：明细",
        "≥13812345678.5公里",
        "任务责任人制度全面落实",
    ],
)
def test_money_dates_and_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_check_character_decides() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310028")
    assert not is_identity_number("110105194913310028")  # no such month


def test_words_that_are_no_names_begin_with_a_surname(project_folder: Path) -> None:
    """Any other would never be asked for."""
    reference = project_folder / "etl/reference"
    surnames = tuple((reference / "surnames.csv").read_text("utf-8").split()[1:])
    rows = csv.DictReader((reference / "personal_data.csv").read_text("utf-8").splitlines())
    idle = [row["text"] for row in rows if row["kind"] == "not_name" and not row["text"].startswith(surnames)]
    assert idle == []


def test_a_long_text_without_any_takes_linear_time() -> None:
    """Twenty thousand labels in a row end at once instead of trying every distance to a name."""
    assert found("负责人：" * 20_000) == []
    assert found("电话 " + "12 " * 100_000) == []
