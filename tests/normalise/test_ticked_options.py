"""Which options of a printed row of boxes are ticked."""

import pytest

from etl.normalise.ticked_options import list_ticked_options


@pytest.mark.parametrize(
    ("printed", "ticked"),
    [
        ("工程类 □ 信息化类 ☑ 补贴类 □", "信息化类"),
        ("□ 工程类 ☑ 信息化类 □ 补贴类 ■ 购置类", "信息化类、购置类"),
        ("工程类 □ 政府购买服务 购置类 □ 其他一次性项目 经常性业务费 ☑", "经常性业务费"),  # a lost box between two
        ("√工程类 □信息化类", "工程类"),
        ("工程类 信息化类 补贴类", None),
        ("工程类 □ 信息化类 □", None),
        ("☑", None),
        ("", None),
        (None, None),
    ],
)
def test_the_options_beside_ticked_boxes_are_listed(printed: str | None, ticked: str | None) -> None:
    assert list_ticked_options(printed) == ticked
