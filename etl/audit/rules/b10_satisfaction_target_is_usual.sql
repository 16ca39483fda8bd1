-- one row per satisfaction indicator whose target nobody can reach, or anybody
-- id: B10
-- title: 满意度目标值异常
-- meaning: 满意度目标 100% 难以做到，低于 80% 又要求过低；投诉件数之类不判
-- severity: 低
-- basis: 通行做法：满意度目标多在 85% 至 98% 之间
-- field: indicator.target
-- parameters: low_percent = 80 (50..95) 低于此百分数算低
-- parameters: high_percent = 100 (95..100) 达到此百分数算满
with satisfactions as (
    select * from core_indicator
    where level3_name like '%满意%'
        and not regexp_matches(level3_name, '投诉|不满意|信访|次数|人次|件数')
        and (target_unit is null or target_unit in ('%', '百分比', '度', '分'))
        and target_value > 1
        and coalesce(target_operator, '=') in ('≥', '>', '=')
)
select
    project_id,
    row_no,
    case
        when target_value >= $high_percent
            then format('满意度指标“{}”的目标“{}”要求人人满意，难以做到，也无从改进。', level3_name, target_text)
        else format('满意度指标“{}”的目标“{}”低于 {:g}%，要求偏低。', level3_name, target_text, $low_percent::double)
    end as message,
    format('{:g}% 以上、{:g}% 以下', $low_percent::double, $high_percent::double) as expected,
    target_text as printed
from satisfactions
where target_value >= $high_percent or target_value < $low_percent
