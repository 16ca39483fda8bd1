-- one row per self-evaluation that did not spend the money carried over from the year before
-- id: D07
-- title: 结转资金未用完
-- meaning: 上年结转的资金当年应用完；用掉 95% 以上的为低，执行数空白的不判
-- severity: 中
-- basis: 通行做法：结转资金连续两年未用完的应收回
-- field: fund.executed
-- parameters: nearly_rate = 0.95 (0.5..1) 达到此比例的为低
-- parameters: spent_rate = 0.9999 (0.9..1) 达到此比例即算用完
with projects as (select * from core_project where form_type = 'self_evaluation'),
carried as (
    select
        project_id,
        sum(adjusted_budget_yuan) as budget_yuan,
        sum(executed_yuan) as executed_yuan,
        count(*) - count(executed_yuan) as blank_count
    from core_fund
    where fund_source_code = 'carryover' and adjusted_budget_yuan > 0
    group by project_id
)
select
    carried.project_id,
    null as row_no,
    case when carried.executed_yuan >= carried.budget_yuan * $nearly_rate then '低' else '中' end as severity,
    format(
        '上年结转 {:,.2f} 万元，当年只用 {:,.2f} 万元（{:.2f}%），还有 {:,.2f} 万元没有用完。',
        round(carried.budget_yuan * 0.0001, 2), round(carried.executed_yuan * 0.0001, 2),
        carried.executed_yuan / carried.budget_yuan * 100, round((carried.budget_yuan - carried.executed_yuan) * 0.0001, 2)
    ) as message,
    format('{:,.2f} 元', carried.budget_yuan) as expected,
    format('{:,.2f} 元', carried.executed_yuan) as printed
from carried
join projects using (project_id)
where carried.blank_count = 0 and carried.executed_yuan < carried.budget_yuan * $spent_rate
