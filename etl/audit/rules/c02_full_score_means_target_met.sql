-- one row per indicator with full points although its target is not met
-- id: C02
-- title: 未达标却满分
-- meaning: 完成值比目标差、或完成情况比目标低一档（及时、较及时）的指标不应得满分；单位不一、无法比较的不判
-- severity: 高
-- basis: 已核实：定量指标未达标按完成比例得分，公开的表中有完成 80%、目标 100% 而得满分的
-- field: indicator.score
-- parameters: tolerance_rate = 0.005 (0..0.1) 允许差于目标的比例
with indicators as (
    select * replace (coalesce(level3_name, '未印名称的指标') as level3_name)
    from core_indicator
    where weight_points > 0 and score_points >= weight_points
),
-- the distance of an = target is negative below it; above it, C10 asks
compared as (
    select
        *,
        distance_rate < -$tolerance_rate and target_operator in ('≥', '>', '≤', '<', '=') as is_worse,
        target_kind = 'qualitative' and regexp_matches(actual_text, '^(基本|较为|较|比较|部分|尚)')
        and regexp_replace(actual_text, '^(基本|较为|较|比较|部分|尚)', '') = target_text as is_lower_word
    from indicators
)
select
    project_id,
    row_no,
    case
        when is_worse then format(
            '指标“{}”目标“{}”，完成“{}”，未达到目标，仍得满分 {:g} 分。',
            level3_name, target_text, actual_text, score_points::double
        )
        else format(
            '指标“{}”目标“{}”，完成情况只写“{}”，低了一档，仍得满分 {:g} 分。',
            level3_name, target_text, actual_text, score_points::double
        )
    end as message,
    format('少于 {:g} 分', weight_points::double) as expected,
    format('{:g} 分', score_points::double) as printed
from compared
where is_worse or is_lower_word
