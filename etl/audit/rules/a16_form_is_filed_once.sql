-- one row per form that repeats an earlier one: same unit, year, name and amounts
-- id: A16
-- title: 重复表
-- meaning: 同一单位、年度、项目名称而金额也完全相同的表只应有一张，否则金额重复汇总
-- severity: 中
-- basis: 通行做法：汇总前应去除重复填报、重复公开的表
-- field: form.project_name
-- parameters: none
with totals as (
    select project_id, initial_budget_yuan, adjusted_budget_yuan, executed_yuan
    from core_fund
    where fund_source_code = 'total'
),
forms as (
    select
        projects.project_id,
        projects.document_id,
        projects.form_no,
        documents.file_name,
        projects.project_name,
        first_value(projects.project_id) over same as first_id,
        first_value(projects.document_id) over same as first_document_id,
        first_value(projects.form_no) over same as first_form_no,
        first_value(documents.file_name) over same as first_file_name,
        coalesce(totals.adjusted_budget_yuan, totals.initial_budget_yuan) as budget_yuan
    from core_project as projects
    join totals using (project_id)
    left join core_document as documents using (document_id)
    where projects.project_name is not null
        and projects.responsible_name is not null
        and coalesce(totals.adjusted_budget_yuan, totals.initial_budget_yuan) > 0
    window same as (
        partition by
            projects.form_type,
            projects.fiscal_year,
            projects.division_code,
            projects.responsible_name,
            regexp_replace(projects.project_name, '[\s　()（）\[\]【】、，,。.·“”"—－–-]', '', 'g'),
            totals.initial_budget_yuan,
            totals.adjusted_budget_yuan,
            totals.executed_yuan
        order by projects.document_id, projects.form_no, projects.project_id
    )
)
select
    project_id,
    null as row_no,
    format(
        '“{}”与{}第 {} 张表的单位、年度、名称、金额（{:,.2f} 万元）完全相同，像是重复的表。',
        project_name,
        case
            when document_id = first_document_id then '同一文件'
            else format('文件 {} ', coalesce(first_file_name, first_document_id))
        end,
        first_form_no, round(budget_yuan * 0.0001, 2)
    ) as message,
    '一张表' as expected,
    project_name as printed
from forms
where project_id <> first_id
