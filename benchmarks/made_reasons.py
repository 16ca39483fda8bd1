"""Reasons of made-up rows: what happened, where, to how much, and what will be done; words from common to rare.

Output: a polars expression. The same number gives the same text; most texts differ, as printed ones do.
"""

import polars as pl

from benchmarks.made_columns import choose, draw
from benchmarks.made_corpus import DEEDS, OBJECTS, PLACES, UNITS

CAUSES = (
    "前期手续办理时间较长", "受汛期影响工期顺延", "参训人数少于预期", "招标流标后重新组织", "资金下达较晚",
    "设备到货延迟", "人员变动较大", "政策调整", "供应商履约不及时", "征地拆迁受阻", "部分合同尚在履行",
    "申报户数减少", "材料价格上涨", "验收资料未齐全", "上级任务调减", "宣传力度不够", "群众参与度不高",
    "系统升级推迟", "与相邻工程交叉作业", "监理单位更换", "标准修订后重新设计", "疫情防控要求暂停聚集",
    "气温偏低无法施工", "财政评审核减", "计量方式改变", "问卷回收份数不足",
)  # fmt: skip
OUTCOMES = ("仅完成", "实际完成", "年内未完工", "尚余", "核减", "结转下年", "推迟")
MEASURES = (
    "下年加快进度", "将优化施工组织", "将提前通知", "加强与主管部门沟通", "督促供应商按期交付", "细化预算编制",
    "完善绩效目标设置", "提前开展招标", "加强政策宣传", "建立月度通报制度", "补充验收资料", "统筹安排施工时间",
    "压实项目单位责任", "扩大问卷范围", "按新标准调整指标值", "跟踪资金支付进度", "纳入下年考核", "增加培训场次",
    "与用户单位会商", "逐项销号整改",
)  # fmt: skip


def reason_text(seed: str) -> pl.Expr:
    """The reason that follows from the number in a column."""
    return pl.concat_str(
        choose(CAUSES, draw(seed, 201)),
        pl.lit("，"),
        choose(PLACES, draw(seed, 202)),
        choose(OBJECTS, draw(seed, 203)),
        choose(DEEDS, draw(seed, 204)),
        choose(OUTCOMES, draw(seed, 205)),
        (draw(seed, 206) * 900 + 1).cast(pl.Int64).cast(pl.String),
        choose(UNITS, draw(seed, 207)),
        pl.lit("，"),
        choose(MEASURES, draw(seed, 208)),
        pl.when(draw(seed, 209) < 0.3).then(pl.lit("，") + choose(MEASURES, draw(seed, 210))).otherwise(pl.lit("")),
        pl.lit("。"),
    )
