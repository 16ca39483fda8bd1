"""Classes of reason texts: causes apart from measures."""

import pytest

from etl.normalise.reason_class import classify_reason, load_class_names
from etl.normalise.typed_indicator import CODE_SEPARATOR, NAME_SEPARATOR


@pytest.mark.parametrize(
    ("text", "codes", "is_measure_only"),
    [
        ("宣传力度需进一步加大，开展形式多样的宣传活动", ("R27", "M04"), True),
        ("加强文件学习，增强法治意识", ("R27", "M04"), True),
        ("加强与物业沟通，定期对服务进行反馈", ("R27", "M07"), True),
        ("进一步健全完善本区公务员医疗补助经办信息系统，提高工作的及时性。", ("R27", "M08"), True),
        ("部分机构存在违规问题，需加大监管力度，进一步规范医保服务行为。", ("R13", "M05", "M06"), False),
        ("档案利用率基本与往年持平", ("R25",), False),
        ("按照执法标准化建设要求，使用能力提升补助资金，定制统一服装", ("R07", "R08"), False),
        ("质保金未到付款期,中标价低于预算。今后细化预算编制。", ("R03", "R04", "R05", "M01"), False),
        ("对象动态调整", ("R11",), False),
        ("印刷批次延后", ("R02",), False),
        ("所需资金未到位", ("R09",), False),
        ("因需进一步核实人员，结算推迟", ("R02", "R03"), False),
        ("闭馆消毒", ("R00",), False),
        ("无", ("R27",), False),
        ("继续做好各项工作", ("R27", "M14"), True),
        ("受新冠疫情影响", ("R20",), False),
        ("非洲猪瘟疫情平稳", ("R00",), False),
        ("动物防疫物资到货晚", ("R00",), False),
        ("节约资金", ("R06",), False),
        ("未发生偏差。", ("R27",), False),
        ("不存在偏差", ("R27",), False),
        ("基本无偏差情况", ("R27",), False),
        ("偏差原因：无；改进措施：无", ("R27",), False),
        ("已按计划完成年度目标", ("R27",), False),
        ("年内未发生相关支出", ("R12",), False),
        ("主要原因是部分项目需跨年支付", ("R03",), False),
        ("该项目由于招标流程较长，需下年支付", ("R18", "M14"), False),
        ("质保金需验收后支付", ("R04",), False),
        ("落实过紧日子要求，压减一般性支出", ("R06",), False),
        ("因此需加强预算编制", ("R27", "M01"), True),
    ],
)
def test_causes_and_measures(text: str, codes: tuple[str, ...], is_measure_only: bool) -> None:
    classes = classify_reason(text)
    assert (classes.codes, classes.is_measure_only) == (codes, is_measure_only)
    assert len(classes.names) == len(codes)


def test_no_class_holds_the_separator_that_joins_several() -> None:
    for code, name in load_class_names().items():
        assert CODE_SEPARATOR not in code
        assert NAME_SEPARATOR not in name
