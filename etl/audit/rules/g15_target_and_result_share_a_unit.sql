-- one row per indicator whose target and result differ in their unit, and one per form whose results print no unit
-- id: G15
-- title: 目标值与完成值单位不一致
-- meaning: 目标值与完成值应使用同一计量单位；单位不同、一边写“万”一边不写的为中，完成值只是没有印单位的每张表合为一条，为低
-- severity: 中
-- basis: 已核实：样本中有目标“≥60万人”、完成值“60”，以及目标“=100%”、完成值“100”的
-- field: indicator.actual
-- parameters: none
with indicators as (
    select
        project_id,
        row_no,
        coalesce(level3_name, '未印名称的指标') as level3_name,
        target_text,
        actual_text,
        target_unit,
        actual_unit,
        target_unit is not null and actual_unit is not null and distance_status = 'unit_differs' as is_other_unit,
        regexp_matches(target_unit, '^[万亿]') and actual_unit is null
        or regexp_matches(actual_unit, '^[万亿]') and target_unit is null as is_scale_dropped,
        target_unit is not null and actual_unit is null as is_unit_dropped,
        -- 0.95 beside 90%: the bare number may be of another unit, and is not compared
        (target_unit is null or actual_unit is null) and coalesce(distance_status = 'unit_differs', false) as is_unclear
    from core_indicator
    where target_kind = 'numeric' and target_value is not null and actual_value is not null
),
forms as (
    select
        project_id,
        count(*) as dropped_count,
        string_agg(format('{} {} / {}', level3_name, target_text, actual_text), '、' order by row_no) as printed
    from indicators
    where is_unit_dropped and not is_scale_dropped and not is_unclear
    group by project_id
)
select
    project_id,
    row_no,
    '中' as severity,
    'indicator.actual' as field,
    format(
        case
            when is_other_unit then '“{}”的目标值“{}”与完成值“{}”计量单位不同，无法比较。'
            when is_scale_dropped then '“{}”的目标值“{}”与完成值“{}”，一边写“万”或“亿”，另一边没有写。'
            else '“{}”的目标值“{}”与完成值“{}”，一边没有写计量单位，像是另一种单位的数，没有比较。'
        end,
        level3_name, target_text, actual_text
    ) as message,
    if(
        is_other_unit or actual_unit is null, '以' || target_unit || '计的完成值', '以' || actual_unit || '计的目标值'
    ) as expected,
    actual_text as printed
from indicators
where is_other_unit or is_scale_dropped or is_unclear
union all
select
    project_id,
    null,
    '低',
    'form.project_name',
    format(
        '{} 个指标的完成值没有印计量单位（{}），按目标值的单位比较。', dropped_count,
        if(length(printed) > 100, left(printed, 100) || '……', printed)
    ),
    '与目标值相同的单位',
    format('{} 项没有单位', dropped_count)
from forms
