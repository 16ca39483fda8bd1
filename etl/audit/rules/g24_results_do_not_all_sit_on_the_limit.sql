-- one row per form with several results exactly at the limit of their target
-- id: G24
-- title: 多项完成值恰为下限
-- meaning: 量出来的数很少恰好等于目标的界限，几个指标都恰好等于的应核对；目标为 100% 的不算
-- severity: 低
-- basis: 已核实：样本中有一张表的完成值 98%、15 个工作日、90 个工作日都恰为目标的界限
-- field: indicator.actual
-- parameters: fewest_indicators = 3 (2..20) 至少有这么多个指标才判
with limits as (
    select project_id, row_no, coalesce(level3_name, '未印名称的指标') as level3_name, target_text, actual_text
    from core_indicator
    where target_operator in ('≥', '≤') and actual_operator is null and distance_status = 'comparable'
        and distance_rate = 0 and target_value <> 100 and target_value <> 0
),
forms as (
    select
        project_id,
        count(*) as limit_count,
        array_to_string(
            list_transform(
                list_sort(list((row_no, level3_name, target_text))), lambda found: concat(found[2], ' ', found[3])
            ), '、'
        ) as printed
    from limits
    group by project_id
    having count(*) >= $fewest_indicators
)
select
    project_id,
    null as row_no,
    format(
        '{} 个指标的完成值恰好等于目标的界限：{}。', limit_count,
        if(length(printed) > 120, left(printed, 120) || '……', printed)
    ) as message,
    '量出来的完成数' as expected,
    format('{} 项恰为界限', limit_count) as printed
from forms
