-- one row per indicator that is marked as not applicable and still carries points
-- id: B14
-- title: 不适用指标计分
-- meaning: 写明“不适用”的指标不应占分值
-- severity: 高
-- basis: 通行做法：不适用的指标应删去并把分值调给其他指标
-- field: indicator.weight
-- parameters: none
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator)
select
    project_id,
    row_no,
    format(
        '指标“{}”的目标是“{}”，写明不适用，仍占 {:g} 分{}。',
        level3_name, coalesce(regexp_replace(target_text, '[\s　]', '', 'g'), '空白'), weight_points::double,
        coalesce(format('，自评得 {:g} 分', score_points::double), '')
    ) as message,
    '0 分' as expected,
    format('{:g} 分', weight_points::double) as printed
from indicators
where weight_points > 0
    and (level3_name like '%不适用%' or target_text like '%不适用%' or trim(level3_name) in ('无', '/', '—'))
