-- one row per form whose goal, or whose completion, is a number and nothing else
-- id: E13
-- title: 总目标写成金额
-- meaning: 年度总体目标应写要做成什么，实际完成情况应写做成了什么；只写一个数（多半是金额）的不是目标
-- severity: 中
-- basis: 已核实：公开的表中有目标印“43.2”、完成情况印“37.24”的
-- field: form.goal
-- parameters: none
with texts as (
    select project_id, 'form.goal' as field, '预期目标' as label, goal_text as printed, goal_key as text_key
    from core_project
    union all
    select project_id, 'form.completion', '实际完成情况', completion_text, completion_key from core_project
)
select
    project_id,
    null as row_no,
    field,
    format('{}只印了“{}”，没有写{}。', label, printed, if(field = 'form.goal', '要做成什么', '做成了什么')) as message,
    if(field = 'form.goal', '要做成的事', '做成的事') as expected,
    printed
from texts
where regexp_full_match(text_key, '(共|计|共计|合计|金额)?[0-9.]+(万|亿)?元?')
