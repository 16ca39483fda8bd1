-- one row per form whose total funding row prints no amount
-- id: A01
-- title: 资金信息缺失
-- meaning: 每张表的资金总额应至少印出一个金额，否则执行率无从核对；连项目名称也没有印的多半是截取的半张表，为中；印了数字而单位不明的也为中
-- severity: 高
-- basis: 已核实：自评表和申报表的表样都设有资金栏，样本中有整栏缺失的表
-- field: form.project_name
-- parameters: none
with projects as (select * from core_project),
funds as (select * from core_fund),
printed_totals as (
    select distinct project_id
    from funds
    where fund_source_code = 'total' and coalesce(initial_budget_yuan, adjusted_budget_yuan, executed_yuan) is not null
),
printed_parts as (
    select distinct project_id
    from funds
    where fund_source_code is distinct from 'total'
        and coalesce(initial_budget_yuan, adjusted_budget_yuan, executed_yuan) is not null
),
-- amounts that are printed and have no value, for want of a unit
unread as (
    select project_id
    from core_reading_check
    where check_code = 'amount_values' and agreed_count < checked_count
)
select
    projects.project_id,
    null as row_no,
    case when projects.project_name is null or unread.project_id is not null then '中' else '高' end as severity,
    case
        when unread.project_id is not null then '印了资金数字而没有取到值（多半没有可以认定的金额单位），执行率无法核对。'
        when projects.project_name is null then '没有印项目名称，也没有资金数字，像是半张表，预算和执行情况无法核对。'
        when printed_parts.project_id is null then '整张表没有印出任何资金数字，预算和执行情况无法核对。'
        else '资金总额一行没有数字，只印了分项金额，执行率无法核对。'
    end as message,
    '资金总额' as expected,
    null as printed
from projects
left join printed_totals using (project_id)
left join printed_parts using (project_id)
left join unread using (project_id)
where printed_totals.project_id is null
