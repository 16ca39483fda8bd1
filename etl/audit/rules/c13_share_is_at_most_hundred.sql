-- one row per share whose printed result passes 100 %
-- id: C13
-- title: 百分比超过100
-- meaning: 覆盖率、合格率、满意度之类不会超过 100%；完成率、执行率之类可以超额，为低，增长一类的不判
-- severity: 中
-- basis: 通行做法：部分占全体的比例以 100% 为限
-- field: indicator.actual
-- parameters: limit_percent = 100 (100..200) 超过此百分数才判
with shares as (
    select *, regexp_matches(level3_name, '完成|执行|达成|到位|利用|使用|产出|收益|回报') as may_exceed
    from core_indicator
    where regexp_matches(level3_name, '率|比例|占比|比重|满意度')
        and not regexp_matches(level3_name, '增|提升|提高|上升|同比|环比|倍|负债|杠杆|周转|汇率|利率|频率')
        and actual_value > $limit_percent
        and (actual_unit in ('%', '百分比') or (actual_unit is null and target_unit in ('%', '百分比')))
)
select
    project_id,
    row_no,
    case when may_exceed then '低' else '中' end as severity,
    format(
        '指标“{}”完成“{}”，超过 {:g}%{}。',
        level3_name, actual_text, $limit_percent::double, case when may_exceed then '，请核对是否超额完成' else '' end
    ) as message,
    format('不大于 {:g}%', $limit_percent::double) as expected,
    actual_text as printed
from shares
