-- one row per indicator whose target is zero, whose result is not, and that still scores
-- id: C11
-- title: 零目标判分
-- meaning: 目标为 0（如事故 0 起）而实际大于 0 的指标不应得分
-- severity: 高
-- basis: 已核实：在用系统对目标为 0 的指标，实际不大于 0 得满分，否则不得分
-- field: indicator.score
-- parameters: none
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator)
select
    project_id,
    row_no,
    format(
        '指标“{}”目标“{}”，实际“{}”，目标为零已被突破，仍得 {:g} 分。',
        level3_name, target_text, actual_text, score_points::double
    ) as message,
    '0 分' as expected,
    format('{:g} 分', score_points::double) as printed
from indicators
where target_value = 0
    and actual_value > 0
    and score_points > 0
    and coalesce(target_operator, '=') in ('=', '≤')
