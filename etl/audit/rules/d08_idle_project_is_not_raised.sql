-- one row per self-evaluation whose project spent little two years running and is given more in the next
-- id: D08
-- title: 连年低执行仍增预算
-- meaning: 同一单位同族项目连续两年执行率低于 80%，下一年年初预算仍增加的，绩效结果没有用于安排预算
-- severity: 高
-- basis: 通行做法：绩效评价结果应与预算安排挂钩
-- field: fund.initial_budget
-- parameters: rate = 0.8 (0.3..1) 执行率低于此比例算低
with families as (select project_id, family_id from core_project_family),
forms as (
    select
        projects.project_id,
        projects.form_type,
        projects.fiscal_year,
        families.family_id,
        concat_ws('|', projects.division_code, projects.responsible_name) as owner,
        funds.initial_budget_yuan,
        funds.adjusted_budget_yuan,
        funds.executed_yuan
    from core_project as projects
    join families using (project_id)
    join core_fund as funds on funds.project_id = projects.project_id and funds.fund_source_code = 'total'
    where projects.fiscal_year is not null and projects.responsible_name is not null
),
-- the tranches of one programme in one year are one sum
evaluated as (
    select
        family_id,
        owner,
        fiscal_year,
        min(project_id) as project_id,
        count(*) as form_count,
        sum(initial_budget_yuan) as initial_budget_yuan,
        sum(executed_yuan) / nullif(sum(adjusted_budget_yuan), 0) as execution_rate,
        count(*) = count(executed_yuan + adjusted_budget_yuan + initial_budget_yuan) as is_complete
    from forms
    where form_type = 'self_evaluation'
    group by family_id, owner, fiscal_year
),
declared as (
    select family_id, owner, fiscal_year, min(project_id) as project_id, sum(initial_budget_yuan) as initial_budget_yuan
    from forms
    where form_type = 'target_declaration'
    group by family_id, owner, fiscal_year
),
-- the budget of the next year, from its self-evaluation or else from its declaration
budgets as (
    select family_id, owner, fiscal_year, project_id, initial_budget_yuan
    from evaluated
    where initial_budget_yuan is not null
    union all
    select family_id, owner, fiscal_year, project_id, initial_budget_yuan
    from declared
    anti join evaluated using (family_id, owner, fiscal_year)
    where initial_budget_yuan is not null
)
select
    budgets.project_id,
    null as row_no,
    format(
        '{} 年执行率 {:.2f}%，{} 年 {:.2f}%，{} 年年初预算仍从 {:,.2f} 万元增加到 {:,.2f} 万元。',
        earlier.fiscal_year, earlier.execution_rate * 100, later.fiscal_year, later.execution_rate * 100,
        budgets.fiscal_year, round(later.initial_budget_yuan * 0.0001, 2), round(budgets.initial_budget_yuan * 0.0001, 2)
    ) as message,
    format('不大于 {:,.2f} 元', later.initial_budget_yuan) as expected,
    format('{:,.2f} 元', budgets.initial_budget_yuan) as printed
from budgets
join evaluated as later
    on later.family_id = budgets.family_id
    and later.owner = budgets.owner
    and later.fiscal_year = budgets.fiscal_year - 1
join evaluated as earlier
    on earlier.family_id = budgets.family_id
    and earlier.owner = budgets.owner
    and earlier.fiscal_year = budgets.fiscal_year - 2
where later.is_complete
    and earlier.is_complete
    and later.execution_rate < $rate
    and earlier.execution_rate < $rate
    and budgets.initial_budget_yuan > later.initial_budget_yuan
