-- one row per form and money column whose parts do not sum to the total
-- id: A03
-- title: 资金分项与总额不符
-- meaning: 年初预算数、全年预算数、全年执行数三栏，各分项之和应等于资金总额；分项有空白而合计对不上的只作“中”，只印了一个分项而小于总额的为低
-- severity: 高
-- basis: 已核实：表内勾稽关系，样本中有总额与分项数字对调的表
-- field: fund.initial_budget
-- parameters: tolerance_units = 0.02 (0..1) 允许的差额，按表上的金额单位计
with funds as (select * from core_fund),
projects as (select * from core_project),
amounts as (
    select project_id, fund_source_code, fund_label_text, 1 as column_order, '年初预算数' as column_label,
        'fund.initial_budget' as field, initial_budget_yuan as amount_yuan, initial_budget_yuan as needed_yuan
    from funds
    union all
    select project_id, fund_source_code, fund_label_text, 2, '全年预算数', 'fund.adjusted_budget',
        adjusted_budget_yuan, adjusted_budget_yuan
    from funds
    union all
    select project_id, fund_source_code, fund_label_text, 3, '全年执行数', 'fund.executed', executed_yuan,
        coalesce(executed_yuan, adjusted_budget_yuan)
    from funds
),
totals as (
    select project_id, column_order, column_label, field, min(amount_yuan) as total_yuan
    from amounts
    where fund_source_code = 'total'
    group by all
    having count(amount_yuan) = 1
),
-- a form may print rows below a part ("其中", or below a 小计) and parts of an unknown source: the usual three parts alone,
-- these with every 小计, and the known ones alone are tried beside the sum of all rows
parts as (
    select
        project_id,
        column_order,
        sum(amount_yuan) as all_parts_yuan,
        sum(amount_yuan) filter (fund_source_code in ('current_appropriation', 'carryover', 'other')) as usual_parts_yuan,
        sum(amount_yuan) filter (
            fund_source_code in ('current_appropriation', 'carryover', 'other') or fund_label_text like '%小计%'
        ) as outer_parts_yuan,
        sum(amount_yuan) filter (fund_source_code is not null) as known_parts_yuan,
        count(*) as part_count,
        count(*) filter (amount_yuan is null and (needed_yuan is null or needed_yuan <> 0)) as blank_count
    from amounts
    where fund_source_code is distinct from 'total'
    group by all
    having count(amount_yuan) > 0
),
differing as (
    select
        totals.*,
        parts.all_parts_yuan,
        parts.blank_count > 0 and totals.total_yuan > parts.all_parts_yuan as is_part_blank,
        parts.part_count = 1 and totals.total_yuan > parts.all_parts_yuan as is_one_part,
        $tolerance_units * case when projects.money_unit = '万元' then 10000 else 1 end as tolerance_yuan
    from totals
    join parts using (project_id, column_order)
    join projects using (project_id)
    where abs(totals.total_yuan - parts.all_parts_yuan) > tolerance_yuan
        and abs(totals.total_yuan - coalesce(parts.usual_parts_yuan, parts.all_parts_yuan)) > tolerance_yuan
        and abs(totals.total_yuan - coalesce(parts.outer_parts_yuan, parts.all_parts_yuan)) > tolerance_yuan
        and abs(totals.total_yuan - coalesce(parts.known_parts_yuan, parts.all_parts_yuan)) > tolerance_yuan
)
select
    project_id,
    null as row_no,
    case when is_one_part then '低' when is_part_blank then '中' else '高' end as severity,
    field,
    format(
        '{}：资金总额印 {:,.2f} 元，各分项合计 {:,.2f} 元，相差 {:,.2f} 元{}。',
        column_label, total_yuan, all_parts_yuan, abs(total_yuan - all_parts_yuan),
        case when is_one_part then '，只印了一个分项' when is_part_blank then '，但有分项没有印出' else '' end
    ) as message,
    format('{}的总额与各分项合计（{:,.2f} 元）相等', column_label, all_parts_yuan) as expected,
    format('{} {:,.2f} 元', column_label, total_yuan) as printed
from differing
