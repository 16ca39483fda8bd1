-- one row per policy that one unit reports on several forms of a year, at the first of them
-- id: G20
-- title: 一政多表
-- meaning: 同一政策的本级资金和上级资金分批各填一张自评表时，应合起来看执行率，单看一张会误判
-- severity: 中
-- basis: 已核实：样本中同一区的医疗救助分四张表，本级执行 61.51%，三批上级资金各 100.00%
-- field: form.project_name
-- parameters: fewest_forms = 2 (2..10) 至少有这么多张表才提示
with projects as (
    select
        core_project.project_id,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project.project_name,
        core_project_family.family_id,
        core_project_family.family_name,
        core_project_family.allocation_text
    from core_project
    join core_project_family using (project_id)
    where core_project.form_type = 'self_evaluation' and core_project.fiscal_year is not null
),
totals as (
    select
        project_id,
        max(adjusted_budget_yuan) as budget_yuan,
        max(executed_yuan) as executed_yuan
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
policies as (
    select
        min(projects.project_id) as project_id,
        any_value(projects.family_name) as family_name,
        count(*) as form_count,
        sum(totals.budget_yuan) as budget_yuan,
        sum(totals.executed_yuan) as executed_yuan,
        string_agg(
            format('{} {:.2f}%', projects.project_name, 100 * totals.executed_yuan / totals.budget_yuan::double), '；'
            order by projects.project_id
        ) as printed
    from projects
    join totals on totals.project_id = projects.project_id
    where totals.budget_yuan > 0 and totals.executed_yuan is not null
    group by projects.family_id, projects.fiscal_year, projects.division_code, projects.responsible_name
    having count(*) >= $fewest_forms and count(projects.allocation_text) > 0
        and count(projects.responsible_name) > 0
)
select
    project_id,
    null as row_no,
    format(
        '同一资金名称“{}”由 {} 张表分别自评（{}），合计预算 {:,.2f} 万元、执行 {:,.2f} 万元，执行率 {:.2f}%。', family_name, form_count,
        if(length(printed) > 200, left(printed, 200) || '……', printed),
        round(budget_yuan * 0.0001, 2), round(executed_yuan * 0.0001, 2), 100 * executed_yuan / budget_yuan::double
    ) as message,
    '合并计算执行率' as expected,
    printed
from policies
