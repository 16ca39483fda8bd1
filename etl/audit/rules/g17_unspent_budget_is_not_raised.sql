-- one row per declaration that asks for more although last year's budget was not spent
-- id: G17
-- title: 上年未用完今年增加
-- meaning: 同名项目上年的预算没有用完，今年的预算不应再增加
-- severity: 中
-- basis: 已核实：样本中有上年只执行 88.9%、今年申报增加 12.5% 的
-- field: form.prior_year_executed
-- parameters: spent_rate = 0.95 (0.5..1) 上年执行率低于此比例才判
-- parameters: raise_rate = 0.01 (0..1) 增加超过此比例才判
with projects as (
    select project_id, prior_year_budget_yuan, prior_year_executed_yuan
    from core_project
    where prior_year_budget_yuan > 0 and prior_year_executed_yuan is not null
),
budgets as (
    select project_id, max(initial_budget_yuan) as budget_yuan
    from core_fund
    where fund_source_code = 'total'
    group by project_id
)
select
    projects.project_id,
    null as row_no,
    format(
        '上年预算 {:,.2f} 万元只执行 {:,.2f} 万元（{:.2f}%），今年申报 {:,.2f} 万元，增加 {:.1f}%。',
        round(projects.prior_year_budget_yuan * 0.0001, 2), round(projects.prior_year_executed_yuan * 0.0001, 2),
        100 * projects.prior_year_executed_yuan / projects.prior_year_budget_yuan,
        round(budgets.budget_yuan * 0.0001, 2), 100 * (budgets.budget_yuan / projects.prior_year_budget_yuan - 1)
    ) as message,
    format('不超过上年预算 {:,.2f} 元', projects.prior_year_budget_yuan) as expected,
    format('今年 {:,.2f} 元，上年执行 {:,.2f} 元', budgets.budget_yuan, projects.prior_year_executed_yuan) as printed
from projects
join budgets using (project_id)
where projects.prior_year_executed_yuan < projects.prior_year_budget_yuan * $spent_rate
    and budgets.budget_yuan > projects.prior_year_budget_yuan * (1 + $raise_rate)
