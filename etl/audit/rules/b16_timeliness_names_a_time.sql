-- one row per timeliness indicator whose target names no time
-- id: B16
-- title: 时效指标无时间要素
-- meaning: 时效指标的目标应有日期、期限、周期或及时率，只写“及时”的无从核对
-- severity: 低
-- basis: 通行做法：时效指标写完成的时间；样本中大半只写“及时”
-- field: indicator.target
-- parameters: none
with timely as (
    select * from core_indicator
    where category_code = 'output_timeliness' and target_text is not null
)
select
    project_id,
    row_no,
    format(
        '时效指标“{}”的目标“{}”没有时间{}。',
        coalesce(level3_name, '未印名称的指标'), target_text, coalesce(format('，占 {:g} 分', weight_points::double), '')
    ) as message,
    '日期、期限或及时率' as expected,
    target_text as printed
from timely
where not regexp_matches(
    concat(target_text, coalesce(level3_name, '')),
    '[0-9]|%|[一二三四五六七八九十两半]+(个)?(年|月|日|天|周|季|小时|工作日)|每(年|月|季|周|日|天|学期)|(当|本|次|全)(年|月|日|天|季)|年(底|末|内|度)|月(底|末)|季(度|末)|即时|实时|春节|国庆|学期'
)
