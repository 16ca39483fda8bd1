"""Target and actual texts taken apart."""

from decimal import Decimal

import pytest

from etl.normalise.indicator_value import IndicatorValue, ValueKind, convert_indicator_value

NUMERIC = [
    ("≥8.00(个)", "≥", "8.00", "个"),
    ("≥4000(卷(件))", "≥", "4000", "卷(件)"),
    ("=100百分比", "=", "100", "百分比"),
    ("≥60万人", "≥", "60", "万人"),
    ("<10次", "<", "10", "次"),
    ("=0(起)", "=", "0", "起"),
    (">=90", "≥", "90", None),
    ("≧40场次", "≥", "40", "场次"),
    ("≦60元", "≤", "60", "元"),
    ("═100%", "=", "100", "%"),
    ("＞90％", ">", "90", "%"),
    ("≥９５％", "≥", "95", "%"),
    ("100%", None, "100", "%"),
    ("1", None, "1", None),
    ("≤15(工作日)", "≤", "15", "工作日"),
    ("95元/人·次", None, "95", "元/人·次"),
    ("1,200人", None, "1200", "人"),
    ("≥-5%", "≥", "-5", "%"),
    ("不少于30天", "≥", "30", "天"),
    ("不低于95%", "≥", "95", "%"),
    ("不超过5%", "≤", "5", "%"),
    ("小于5%", "<", "5", "%"),
    ("30天以内", "≤", "30", "天"),
    ("30个工作日内办结", "≤", "30", "个工作日"),
    ("达到95%以上", "≥", "95", "%"),
    ("≥95%以上", "≥", "95", "%"),
    ("纸张克重低于100克", "<", "100", "克"),
    ("合格率100%", None, "100", "%"),
    ("100%全覆盖", None, "100", "%"),
    ("≤12月", "≤", "12", "月"),
    ("≥30天以内", None, "30", "天"),
]


@pytest.mark.parametrize(("text", "operator", "value", "unit"), NUMERIC)
def test_numbers_with_operator_and_unit(text: str, operator: str | None, value: str, unit: str | None) -> None:
    expected = IndicatorValue(ValueKind.NUMERIC, operator, Decimal(value), unit)
    assert convert_indicator_value(text) == (expected, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023年12月底前完成", ValueKind.DATE),
        ("23年6月前完成", ValueKind.DATE),
        ("10月底前完成", ValueKind.DATE),
        ("12月", ValueKind.DATE),
        ("2023/12/31", ValueKind.DATE),
        ("年底前完成", ValueKind.DATE),
        ("每月10日前发放", ValueKind.DATE),
        ("执法记录仪2台，便携式打印机2台", ValueKind.MULTIPLE),
        ("80%-90%", ValueKind.MULTIPLE),
        ("1,20人", ValueKind.MULTIPLE),
        ("及时", ValueKind.QUALITATIVE),
        ("达成指标", ValueKind.QUALITATIVE),
        ("不适用", ValueKind.QUALITATIVE),
        ("无", ValueKind.QUALITATIVE),
        ("第3批", ValueKind.QUALITATIVE),
        ("完成②", ValueKind.QUALITATIVE),
        ("—", ValueKind.BLANK),
        ("", ValueKind.BLANK),
    ],
)
def test_what_has_no_number_of_its_own(text: str, kind: ValueKind) -> None:
    value, _ = convert_indicator_value(text)
    assert (value.kind, value.value, value.unit) == (kind, None, None)


def test_an_equal_sign_misread_as_two_gives_no_value() -> None:
    value, trouble = convert_indicator_value("二100册")
    assert value.kind is ValueKind.QUALITATIVE and value.value is None
    assert trouble is not None and trouble.code == "operator_misread"
    assert convert_indicator_value("二百册")[1] is None


def test_a_badly_grouped_number_is_reported() -> None:
    _, trouble = convert_indicator_value("1,20人")
    assert trouble is not None
    assert trouble.code == "indicator_number_unclear"


@pytest.mark.parametrize("text", ["3O", "≥1l%", "3²", "8|", "1OO%", "≤I2个"])
def test_a_number_that_goes_on_in_a_look_alike_is_reported(text: str) -> None:
    value, trouble = convert_indicator_value(text)
    assert (value.value, value.unit) == (None, None)
    assert trouble is not None and trouble.code == "indicator_number_unclear"


def test_a_tolerance_is_no_value() -> None:
    assert convert_indicator_value("±3%") == (IndicatorValue(ValueKind.MULTIPLE), None)
    assert convert_indicator_value("30m²")[0].unit is not None
