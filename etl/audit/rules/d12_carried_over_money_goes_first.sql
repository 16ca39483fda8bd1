-- one row per self-evaluation with little executed in whose programme carried-over money was spent
-- id: D12
-- title: 结转优先使用
-- meaning: 执行率低的项目，同族同年用了上年结转资金的，可能是先用结转；请核对当年预算是否排多了
-- severity: 低
-- basis: 已核实：公开的决算说明中有优先使用上年结转资金以致当年执行率低的
-- field: fund.executed
-- parameters: rate = 0.5 (0.1..1) 执行率低于此比例才判
with families as (select project_id, family_id from core_project_family),
projects as (
    select project_id, fiscal_year, concat_ws('|', division_code, coalesce(responsible_name, project_id)) as owner
    from core_project
    where form_type = 'self_evaluation'
),
funds as (select * from core_fund),
forms as (
    select
        projects.project_id,
        projects.owner,
        projects.fiscal_year,
        coalesce(families.family_id, projects.project_id) as family_id,
        sum(funds.executed_yuan) filter (funds.fund_source_code = 'carryover') as carried_yuan,
        sum(funds.adjusted_budget_yuan) filter (funds.fund_source_code = 'total') as budget_yuan,
        sum(funds.executed_yuan) filter (funds.fund_source_code = 'total') as executed_yuan
    from projects
    join funds using (project_id)
    left join families using (project_id)
    group by all
),
carried as (
    select family_id, owner, fiscal_year, sum(carried_yuan) as carried_yuan
    from forms
    where carried_yuan > 0
    group by family_id, owner, fiscal_year
)
select
    forms.project_id,
    null as row_no,
    format(
        '执行率 {:.2f}%，同一项目当年用了上年结转资金 {:,.2f} 万元，可能是先用结转，请核对当年预算是否排多。',
        forms.executed_yuan / forms.budget_yuan * 100, round(carried.carried_yuan * 0.0001, 2)
    ) as message,
    '先用结转、再安排当年预算' as expected,
    format('执行 {:,.2f} 元', forms.executed_yuan) as printed
from forms
join carried using (family_id, owner, fiscal_year)
where forms.budget_yuan > 0 and forms.executed_yuan < forms.budget_yuan * $rate
