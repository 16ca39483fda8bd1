-- one row per phased project whose yearly amount contradicts its total amount or the self-evaluation of the year
-- id: F07
-- title: 阶段性项目金额口径
-- meaning: 阶段性项目的项目资金总额管几年，不能与年度金额比较；年度申请额不应超过总额，并应等于当年自评表的年初预算
-- severity: 中
-- basis: 通行做法：阶段性项目按年度申请额编列预算，项目资金总额为各年合计
-- field: fund.initial_budget
-- parameters: tolerance_rate = 0.01 (0..0.5) 两个金额相差不超过此比例不判
with projects as (
    select
        core_project.project_id,
        core_project.form_type,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project.project_name,
        core_project.project_total_budget_yuan,
        coalesce(core_project.project_nature_text, core_project.project_type_text, '') as nature,
        core_project_family.project_key,
        coalesce(core_project_family.allocation_text, '') as allocation_text
    from core_project
    join core_project_family using (project_id)
),
budgets as (
    select project_id, max(initial_budget_yuan) as budget_yuan
    from core_fund
    where fund_source_code = 'total' and initial_budget_yuan > 0
    group by project_id
),
phased as (
    select projects.*, budgets.budget_yuan
    from projects
    join budgets using (project_id)
    where projects.form_type = 'target_declaration' and regexp_matches(projects.nature, '阶段性|跨年|分年')
),
evaluated as (
    select
        projects.fiscal_year,
        projects.division_code,
        projects.responsible_name,
        projects.project_key,
        projects.allocation_text,
        min(budgets.budget_yuan) as budget_yuan
    from projects
    join budgets using (project_id)
    where projects.form_type = 'self_evaluation'
    group by all
    having count(*) = 1
)
select
    phased.project_id,
    null as row_no,
    format(
        '阶段性项目“{}”的年度申请额 {:,.2f} 万元，高于项目资金总额 {:,.2f} 万元。', phased.project_name,
        round(phased.budget_yuan * 0.0001, 2), round(phased.project_total_budget_yuan * 0.0001, 2)
    ) as message,
    format('不超过 {:,.2f} 元', phased.project_total_budget_yuan) as expected,
    format('{:,.2f} 元', phased.budget_yuan) as printed
from phased
where phased.budget_yuan > phased.project_total_budget_yuan * (1 + $tolerance_rate)
    and phased.project_total_budget_yuan > 0
union all
select
    phased.project_id,
    null,
    format(
        '阶段性项目“{}”申报的年度金额是 {:,.2f} 万元，同年自评表的年初预算是 {:,.2f} 万元{}。', phased.project_name,
        round(phased.budget_yuan * 0.0001, 2), round(evaluated.budget_yuan * 0.0001, 2),
        if(
            evaluated.budget_yuan = phased.project_total_budget_yuan, '，等于项目资金总额，像是把几年的总额填作一年',
            ''
        )
    ),
    format('年初预算 {:,.2f} 元', phased.budget_yuan),
    format('{:,.2f} 元', evaluated.budget_yuan)
from phased
join evaluated using (fiscal_year, division_code, responsible_name, project_key, allocation_text)
where abs(evaluated.budget_yuan - phased.budget_yuan) > phased.budget_yuan * $tolerance_rate
