-- one row per indicator with a dated deadline whose result prints no date
-- id: G10
-- title: 时限指标无日期
-- meaning: 目标是某年某月前完成的，完成值应写出实际完成的日期；照抄时限的为低
-- severity: 中
-- basis: 已核实：样本中有目标“23年6月前完成”、完成值只写“完成”的
-- field: indicator.actual
-- parameters: none
with indicators as (
    select
        project_id,
        row_no,
        coalesce(level3_name, '未印名称的指标') as level3_name,
        target_text,
        actual_text,
        score_points,
        regexp_replace(actual_text, '[\s　]', '', 'g') = regexp_replace(target_text, '[\s　]', '', 'g') as is_copied
    from core_indicator
    where target_kind = 'date' and regexp_matches(target_text, '\d') and actual_text is not null
)
select
    project_id,
    row_no,
    if(is_copied, '低', '中') as severity,
    format(
        '指标“{}”的时限是“{}”，完成值{}，看不出哪一天完成{}。', level3_name, target_text,
        if(is_copied, '照抄时限', format('只写“{}”', actual_text)),
        coalesce(format('，得 {:g} 分', score_points::double), '')
    ) as message,
    '实际完成的日期' as expected,
    actual_text as printed
from indicators
where is_copied or not regexp_matches(actual_text, '\d\s*[年月日./-]')
