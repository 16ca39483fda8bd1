-- one row per form whose amounts cannot be in the unit that it prints
-- id: A07
-- title: 金额单位疑似错误
-- meaning: 印“万元”而金额大得不可能，或与目标文字中的金额恰好相差一万倍的，单位多半印错；印“元”而总额极小的为中
-- severity: 高
-- basis: 已核实：公开的表中有印“万元”而数字为一亿四千五百万的
-- field: form.money_unit
-- parameters: huge_amount = 1000000 (100000..100000000) 印“万元”时，总额的数字达到此数即判（省级及以上单位为中）
-- parameters: large_amount = 100000 (10000..10000000) 印“万元”时，总额的数字达到此数而带两位小数的为中
-- parameters: small_amount = 100 (0..1000) 印“元”时，总额的数字小于此数为中
-- parameters: tolerance_rate = 0.02 (0..0.2) 与文字中的金额相比时允许的差
with projects as (select * from core_project where money_unit in ('元', '万元')),
totals as (
    select
        projects.project_id,
        projects.money_unit,
        projects.division_level,
        greatest(funds.initial_budget_yuan, funds.adjusted_budget_yuan)::double as total_yuan,
        case projects.money_unit when '万元' then total_yuan / 10000 else total_yuan end as printed_amount
    from core_fund as funds
    join projects using (project_id)
    where funds.fund_source_code = 'total'
        and greatest(funds.initial_budget_yuan, funds.adjusted_budget_yuan) > 0
),
written as (
    select
        totals.project_id,
        min(quantities.quantity_text)
            filter (abs(quantities.quantity_value / totals.total_yuan * 10000 - 1) <= $tolerance_rate) as smaller_text,
        min(quantities.quantity_text)
            filter (abs(quantities.quantity_value / totals.total_yuan / 10000 - 1) <= $tolerance_rate) as larger_text
    from core_text_quantity as quantities
    join totals using (project_id)
    where quantities.field_name = 'goal' and quantities.quantity_kind = 'money' and quantities.quantity_value > 0
        -- 每人 500 元 for ten thousand people is a ten-thousandth of the total and no slip
        and not coalesce(regexp_matches(quantities.clause_text, '每|人均|户均|标准|单价|/|／'), false)
    group by totals.project_id
),
judged as (
    select
        totals.*,
        coalesce(written.smaller_text, written.larger_text) as written_text,
        written_text is not null as is_contradicted,
        totals.money_unit = '万元' and totals.printed_amount >= $huge_amount as is_huge,
        totals.money_unit = '万元'
        and totals.printed_amount >= $large_amount
        and abs(totals.printed_amount - round(totals.printed_amount, 0)) > 1e-6
        and abs(totals.printed_amount * 100 - round(totals.printed_amount * 100, 0)) < 1e-4 as is_large_with_cents,
        totals.money_unit = '元' and totals.printed_amount < $small_amount as is_small
    from totals
    left join written using (project_id)
)
select
    project_id,
    null as row_no,
    case
        when is_contradicted then '高'
        when is_huge and division_level is distinct from 'province' then '高'
        else '中'
    end as severity,
    case
        when is_contradicted then format(
            '资金总额印 {:,.2f} {}，目标文字写“{}”，恰好相差一万倍，金额单位多半印错。',
            printed_amount, money_unit, written_text
        )
        when is_small then format('资金总额只有 {:,.2f} {}，单位疑应为“万元”。', printed_amount, money_unit)
        else format(
            '资金总额印 {:,.2f} {}，合 {:,.2f} 亿元，单位疑应为“元”。', printed_amount, money_unit, total_yuan / 1e8
        )
    end as message,
    case when is_contradicted then written_text when money_unit = '元' then '万元' else '元' end as expected,
    format('{:,.2f} {}', printed_amount, money_unit) as printed
from judged
where is_contradicted or is_huge or is_large_with_cents or is_small
