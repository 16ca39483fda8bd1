-- one row per satisfaction indicator that nothing can measure
-- id: B09
-- title: 满意度指标不可测
-- meaning: 满意度指标应问满意程度并给出百分比目标；以投诉件数代替的为低
-- severity: 中
-- basis: 通行做法：满意度以调查所得的百分比衡量
-- field: indicator.target
-- parameters: none
with indicators as (select * from core_indicator),
satisfactions as (
    select
        * replace (coalesce(level3_name, '未印名称的指标') as level3_name),
        coalesce(level3_name like '%满意%', true) as is_about_satisfaction,
        coalesce(regexp_matches(level3_name, '投诉|信访|来信来访'), false) as is_about_complaints,
        target_value is not null as is_numeric
    from indicators
    where (category_code = 'satisfaction' or level1_name like '满意度%' or level2_name like '%满意度%') and target_text is not null
)
select
    project_id,
    row_no,
    case when is_about_complaints and is_numeric then '低' else '中' end as severity,
    case
        when is_about_complaints and is_numeric
            then format('满意度指标“{}”以投诉数量代替满意度，目标“{}”。', level3_name, target_text)
        when not is_about_satisfaction
            then format('满意度指标“{}”问的不是满意度，目标“{}”。', level3_name, target_text)
        else format('满意度指标“{}”的目标“{}”没有数值，无法测量。', level3_name, target_text)
    end as message,
    '满意度的百分比' as expected,
    target_text as printed
from satisfactions
where not is_about_satisfaction or not is_numeric
