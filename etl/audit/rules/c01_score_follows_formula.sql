-- one row per indicator below its target whose score is neither full nor that of the formula
-- id: C01
-- title: 定量得分与公式不符
-- meaning: 未达标的定量指标按完成比例得分，超过上限的在目标至两倍目标之间递减到零；得满分的由 C02 判；比公式少得的为中，写了原因的为低
-- severity: 高
-- basis: 已核实：在用系统的计分公式：越高越好的按完成比例，越低越好的到目标两倍为零
-- field: indicator.score
-- parameters: tolerance_rate = 0.05 (0..0.5) 允许的差分，占该项分值的比例
with projects as (select project_id from core_project where form_type = 'self_evaluation'),
indicators as (
    select
        *,
        weight_points::double as weight,
        score_points::double as score,
        weight_points::double * greatest(0, least(1, 1 + distance_rate)) as expected_points
    from core_indicator
    where distance_status = 'comparable'
        and distance_rate < 0
        and target_operator in ('≥', '>', '≤', '<', '=')
        and weight_points > 0
        and score_points < weight_points
        and not is_score_inferred
)
select
    indicators.project_id,
    indicators.row_no,
    case
        when indicators.score > indicators.expected_points then '高'
        when indicators.has_stated_reason then '低'
        else '中'
    end as severity,
    format(
        '指标“{}”目标“{}”，完成“{}”，按公式应得 {:.2f} 分（满分 {:g} 分），自评得 {:g} 分，{}。',
        coalesce(indicators.level3_name, '未印名称的指标'), indicators.target_text, indicators.actual_text,
        indicators.expected_points, indicators.weight, indicators.score,
        case when indicators.score > indicators.expected_points then '多得' else '少得' end
        || format(' {:.2f} 分', abs(indicators.score - indicators.expected_points))
    ) as message,
    format('{:.2f} 分', indicators.expected_points) as expected,
    format('{:g} 分', indicators.score) as printed
from indicators
join projects using (project_id)
where abs(indicators.score - indicators.expected_points) > $tolerance_rate * indicators.weight + 1e-9
