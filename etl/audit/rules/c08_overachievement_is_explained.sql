-- one row per indicator far above its target without a printed reason
-- id: C08
-- title: 超额完成未说明
-- meaning: 完成值达到目标值 1.3 倍及以上的应说明原因，多半是目标定低了；只提示，不扣分
-- severity: 中
-- basis: 已核实：一个省级系统规定完成值达目标 130% 时必须填写原因
-- field: indicator.actual
-- parameters: ratio = 1.3 (1.1..5) 完成值与目标值之比
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator)
select
    project_id,
    row_no,
    format(
        '指标“{}”目标“{}”，完成“{}”，是目标的 {:.2f} 倍，没有说明原因。',
        level3_name, target_text, actual_text, 1 + distance_rate
    ) as message,
    format('小于目标的 {:g} 倍，或说明原因', $ratio::double) as expected,
    actual_text as printed
from indicators
where target_operator in ('≥', '>')
    and target_value > 0
    and round(1 + distance_rate, 6) >= $ratio
    and not has_stated_reason
