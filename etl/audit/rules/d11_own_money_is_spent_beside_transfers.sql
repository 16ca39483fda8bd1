-- one row per self-evaluation of own money that lies idle while the transfers of the same programme are used up
-- id: D11
-- title: 上级资金用尽而本级资金闲置
-- meaning: 同一单位同一年的同族项目，名称带上级级别、文号或编号的几张表全部用完，名称不带的一张却执行率低，请核对本级预算是否排多
-- severity: 中
-- basis: 通行做法：上级补助与本级预算应统筹安排；样本中有同一项救助分列四张表的
-- field: fund.executed
-- parameters: own_rate = 0.8 (0.3..1) 本级项目执行率低于此比例
-- parameters: transfer_rate = 0.999 (0.9..1) 上级资金执行率达到此比例算用完
with families as (select project_id, family_id from core_project_family),
forms as (
    select
        projects.project_id,
        projects.project_name,
        projects.fiscal_year,
        families.family_id,
        concat_ws('|', projects.division_code, projects.responsible_name) as owner,
        projects.is_transfer,
        funds.adjusted_budget_yuan,
        funds.executed_yuan,
        funds.executed_yuan / funds.adjusted_budget_yuan as execution_rate
    from core_project as projects
    join families using (project_id)
    join core_fund as funds on funds.project_id = projects.project_id and funds.fund_source_code = 'total'
    where projects.form_type = 'self_evaluation'
        and projects.responsible_name is not null
        and funds.adjusted_budget_yuan > 0
        and funds.executed_yuan is not null
),
transfers as (
    select
        family_id,
        owner,
        fiscal_year,
        count(*) as form_count,
        sum(executed_yuan) as executed_yuan,
        min(execution_rate) as lowest_rate
    from forms
    where is_transfer
    group by family_id, owner, fiscal_year
)
select
    forms.project_id,
    null as row_no,
    format(
        '本表预算 {:,.2f} 万元执行率 {:.2f}%，同一项目名称带上级级别、文号或编号的 {} 张表共 {:,.2f} 万元已全部用完。',
        round(forms.adjusted_budget_yuan * 0.0001, 2), forms.execution_rate * 100, transfers.form_count,
        round(transfers.executed_yuan * 0.0001, 2)
    ) as message,
    format('执行率不低于 {:g}%', $own_rate::double * 100) as expected,
    format('执行 {:,.2f} 元', forms.executed_yuan) as printed
from forms
join transfers using (family_id, owner, fiscal_year)
where not coalesce(forms.is_transfer, false)
    and forms.execution_rate < $own_rate
    and transfers.lowest_rate >= $transfer_rate
