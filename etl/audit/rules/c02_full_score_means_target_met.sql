-- one row per indicator with full points although its target is not met
-- id: C02
-- title: 未达标却满分
-- meaning: 完成值比目标差、或完成情况比目标低一档（及时、较及时）的指标不应得满分；完成率一类的目标只印 100% 没有比较符的，按不低于看；单位不一、无法比较的不判
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
        (distance_rate < -$tolerance_rate and target_operator in ('≥', '>', '≤', '<', '='))
        -- of a share that is good 100 % is the most there is: without a sign it can only be the least
        or coalesce(
            distance_status = 'no_direction' and target_value = 100 and target_unit in ('%', '百分比')
            and actual_value < 100 * (1 - $tolerance_rate)
            and regexp_matches(category_code, '^(output_(quantity|quality|timeliness)|satisfaction)$')
            and regexp_matches(level3_name, '(率|度|性|比例|覆盖面)([（(][^）)]*[）)])?$')
            and not regexp_matches(
                level3_name, '成本|费|预算|控制|超|降|减|下降|事故|投诉|违|差错|故障|逾期|延误|损|漏|失|退|占比|不合格|排放|能耗'
            ), false
        ) as is_worse,
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
