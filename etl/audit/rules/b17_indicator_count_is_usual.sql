-- one row per form with very few or very many indicators
-- id: B17
-- title: 指标数量异常
-- meaning: 三级指标少于 5 个难以反映项目全貌，多于 25 个分值过散
-- severity: 低
-- basis: 通行做法：一个项目的三级指标多在 5 至 25 个
-- field: form.project_name
-- parameters: low_count = 5 (1..10) 少于此数
-- parameters: high_count = 25 (10..100) 多于此数
with forms as (
    select project_id, count(*) as indicator_count
    from core_indicator
    group by project_id
)
select
    project_id,
    null as row_no,
    format(
        '全表 {} 个三级指标，{}。',
        indicator_count, case when indicator_count < $low_count then '难以反映项目全貌' else '分值过散' end
    ) as message,
    format('{:g} 至 {:g} 个', $low_count::double, $high_count::double) as expected,
    format('{} 个', indicator_count) as printed
from forms
where indicator_count < $low_count or indicator_count > $high_count
