-- one row per benefit indicator that names a change and sets a share of ninety or more as its target
-- id: B18
-- title: 效益指标形式量化
-- meaning: 效益写“明显提升”“保障权益”而目标写 ≥90%、≥95% 的，没有说明这个百分数怎样算出来，只是形式上量化
-- severity: 中
-- basis: 已核实：2025 年一份区级复核指出九个项目的效益指标写 ≥95% 而没有计算办法
-- field: indicator.target
-- parameters: percent = 90 (80..100) 目标达到此百分数才判
with benefits as (
    select * from core_indicator
    where (category_code like 'benefit%' or level1_name like '效益%')
        and target_value between $percent and 100
        and coalesce(target_operator, '≥') in ('≥', '>', '=')
        and (target_unit in ('%', '百分比', '度') or (target_unit is null and regexp_matches(target_text, '[0-9]%')))
)
select
    project_id,
    row_no,
    format(
        '效益指标“{}”的目标“{}”没有说明百分数怎样算{}。',
        level3_name, target_text, coalesce(format('，占 {:g} 分', weight_points::double), '')
    ) as message,
    '可以计算的比率，或具体的变化' as expected,
    target_text as printed
from benefits
where regexp_matches(level3_name, '明显|显著|成效|提升|提高|改善|增强|增进|促进|推动|保障|方便|优化|维护|有效|作用|影响')
    and not regexp_matches(level3_name, '率$|比例|占比|比重|满意|知晓|[(（]%[)）]')
