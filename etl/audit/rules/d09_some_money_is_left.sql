-- one row per unit and year all of whose projects spent whole budgets of whole 万元 to the end, at the first of them
-- id: D09
-- title: 零结余异常
-- meaning: 一个单位全部项目的预算都是整万元、又都执行到 100%，像是按预算数填的，请核对支出明细
-- severity: 低
-- basis: 通行做法：据实支出很少恰好等于整万元的预算；样本中有五个项目全部如此的单位
-- field: fund.executed
-- parameters: form_count = 3 (2..50) 单位至少有这么多张自评表才判
-- parameters: rate = 0.9995 (0.99..1) 执行率达到此比例即算用完
with projects as (
    select project_id, fiscal_year, division_code, responsible_name as owner_name
    from core_project
    where form_type = 'self_evaluation' and responsible_name is not null and fiscal_year is not null
),
totals as (
    select project_id, adjusted_budget_yuan, executed_yuan
    from core_fund
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
),
units as (
    select
        projects.owner_name,
        projects.fiscal_year,
        min(projects.project_id) as project_id,
        count(*) as form_count,
        sum(totals.executed_yuan) as executed_yuan,
        bool_and(
            totals.adjusted_budget_yuan % 10000 = 0 and totals.executed_yuan >= totals.adjusted_budget_yuan * $rate
        ) as is_all_spent
    from totals
    join projects using (project_id)
    group by projects.division_code, projects.owner_name, projects.fiscal_year
)
select
    project_id,
    null as row_no,
    format(
        '“{}”{} 个项目的预算都是整万元，执行率都在 {:.2f}% 以上，合计执行 {:,.2f} 万元，请核对支出明细。',
        owner_name, form_count, $rate::double * 100, round(executed_yuan * 0.0001, 2)
    ) as message,
    '按实际支出填列的执行数' as expected,
    format('{} 个项目全部用完', form_count) as printed
from units
where form_count >= $form_count and is_all_spent
