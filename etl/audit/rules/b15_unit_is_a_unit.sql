-- one row per numeric target whose unit is none, or missing
-- id: B15
-- title: 计量单位不规范
-- meaning: 数值目标应有通用的计量单位；把“度”“公平度”“百分比”当单位的、只有数没有单位的难以比较（比率和名称写明数什么的除外）
-- severity: 低
-- basis: 通行做法：指标值应写明计量单位；样本中有以“度”“公平度”为单位的
-- field: indicator.target
-- parameters: none
with targets as (
    select *
    from core_indicator
    where target_kind = 'numeric' and target_value is not null
),
odd_units as (select * from reference_odd_units)
select
    targets.project_id,
    targets.row_no,
    case
        when odd_units.unit is not null then format(
            '指标“{}”的目标“{}”以“{}”为计量单位，应写“{}”。',
            coalesce(targets.level3_name, '未印名称的指标'), targets.target_text, targets.target_unit, odd_units.usual_unit
        )
        else format(
            '指标“{}”的目标“{}”只有数，没有计量单位。',
            coalesce(targets.level3_name, '未印名称的指标'), targets.target_text
        )
    end as message,
    coalesce(odd_units.usual_unit, '计量单位') as expected,
    targets.target_text as printed
from targets
left join odd_units on odd_units.unit = targets.target_unit
where odd_units.unit is not null
    or (
        targets.target_unit is null
        and not coalesce(regexp_matches(targets.level3_name, '率|比例|占比|比重|满意|百分|%|数$|[(（].*[)）]$'), false)
    )
