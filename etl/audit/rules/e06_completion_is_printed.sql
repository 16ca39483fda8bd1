-- one row per self-evaluation that states a goal and no completion
-- id: E06
-- title: 完成情况空白
-- meaning: 写了预期目标的自评表应写实际完成情况；同一文件和同一表样的表都没有这一项的为中
-- severity: 高
-- basis: 已核实：自评表样的年度总体目标分预期目标和实际完成情况两栏
-- field: form.completion
-- parameters: none
with projects as (select * from core_project where form_type = 'self_evaluation'),
printed as (
    select distinct document_id, template_family from projects where completion_text is not null
)
select
    project_id,
    null as row_no,
    case
        when document_id in (select document_id from printed) then '高'
        when template_family in (select template_family from printed where template_family is not null) then '高'
        else '中'
    end as severity,
    format(
        '写了 {} 个字（不计标点）的预期目标，实际完成情况空白{}。',
        coalesce(length(goal_key), 0), coalesce(format('，总分仍为 {:g} 分', total_score_points::double), '')
    ) as message,
    '实际完成情况' as expected,
    null as printed
from projects
where goal_text is not null and completion_text is null
