-- one row per form and head field that should be printed and is not
-- id: A02
-- title: 必填项缺失
-- meaning: 项目名称、年度、年度目标、单位应当印出；单位与主管部门只缺一项而同一文件的别的表印了的为低
-- severity: 中
-- basis: 通行做法：表头各项为必填，缺了无法归口汇总
-- field: form.project_name
-- parameters: none
with projects as (
    select
        *,
        count(unit_name) over (partition by document_id, form_type) as unit_count,
        count(department_name) over (partition by document_id, form_type) as department_count
    from core_project
),
missing as (
    select project_id, form_type, project_name, '项目名称' as label, 'form.project_name' as field, '中' as severity
    from projects
    where project_name is null
    union all
    select project_id, form_type, project_name, '年度', 'form.fiscal_year', '中'
    from projects
    where fiscal_year is null
    union all
    select project_id, form_type, project_name, '年度总体目标', 'form.goal', '中'
    from projects
    where goal_text is null and overall_goal_text is null
    union all
    select project_id, form_type, project_name, '实施单位和主管部门', 'form.unit', '中'
    from projects
    where unit_name is null and department_name is null
    union all
    select project_id, form_type, project_name, '实施单位', 'form.unit', '低'
    from projects
    where unit_name is null and department_name is not null and unit_count > 0
    union all
    select project_id, form_type, project_name, '主管部门', 'form.department', '低'
    from projects
    where department_name is null and unit_name is not null and department_count > 0
)
select
    project_id,
    null as row_no,
    severity,
    field,
    format(
        '{}没有印{}{}。',
        case form_type when 'target_declaration' then '申报表' else '自评表' end, label,
        case when severity = '低' then '，同一文件的其他表印了' else '' end
    ) as message,
    label as expected,
    null as printed
from missing
