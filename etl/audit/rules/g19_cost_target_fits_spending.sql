-- one row per total cost target far below the money spent or above the money there is
-- id: G19
-- title: 成本指标与支出不符
-- meaning: 总成本的目标应与花掉的钱相当：不到支出一半的，大部分支出没有成本控制；超过全年预算的，控制不了成本；单位成本不判
-- severity: 中
-- basis: 已核实：样本中有成本指标“出差费用 =20000元”、全年支出 10 万元的
-- field: indicator.target
-- parameters: low_share = 0.5 (0.05..0.95) 成本目标合计低于支出的此比例即判
-- parameters: high_share = 1.05 (1..3) 单个成本目标高于全年预算的此倍数即判
with totals as (
    select project_id, max(adjusted_budget_yuan) as budget_yuan, max(executed_yuan) as executed_yuan
    from core_fund
    where fund_source_code = 'total' and executed_yuan > 0 and adjusted_budget_yuan > 0
    group by project_id
),
costs as (
    select
        project_id,
        row_no,
        coalesce(level3_name, '未印名称的指标') as level3_name,
        target_text,
        target_value * case target_unit when '万元' then 10000 when '亿元' then 100000000 else 1 end as cost_yuan,
        regexp_matches(
            concat(level3_name, ' ', target_text),
            '每|人均|单价|单位成本|均价|户均|次均|平均|日均|月均|标准|[/／]|单次|单件|单台|单人|'
            || '收费|节约|节省|降低|减少|增加|收入|收益'
        ) as is_unit_cost
    from core_indicator
    where (category_code = 'output_cost' or starts_with(category_code, 'cost_')) and target_kind = 'numeric'
        and target_operator in ('≤', '<', '=', '≥', '>') and target_unit in ('元', '万元', '亿元') and target_value > 0
),
-- several cost indicators of one form are parts of the cost; with one that is not an amount, the parts are not known
forms as (
    select
        costs.project_id,
        sum(costs.cost_yuan) as cost_yuan,
        bool_or(coalesce(costs.is_unit_cost, false)) as has_unit_cost,
        arg_min(costs.row_no, costs.row_no) as row_no
    from costs
    group by costs.project_id
),
judged as (
    select
        costs.project_id,
        costs.row_no,
        costs.level3_name,
        costs.target_text,
        costs.cost_yuan,
        forms.cost_yuan as parts_yuan,
        totals.budget_yuan,
        totals.executed_yuan,
        not forms.has_unit_cost and forms.row_no = costs.row_no
        and forms.cost_yuan < totals.executed_yuan * $low_share as is_low,
        not coalesce(costs.is_unit_cost, false) and costs.cost_yuan > totals.budget_yuan * $high_share as is_high
    from costs
    join forms using (project_id)
    join totals using (project_id)
)
select
    project_id,
    row_no,
    format(
        '成本指标“{}”的目标是“{}”，{}。', level3_name, target_text,
        if(
            is_high, format('高于全年预算 {:,.2f} 万元', round(budget_yuan * 0.0001, 2)),
            format(
                '成本目标合计 {:,.2f} 万元，只有全年支出 {:,.2f} 万元的 {:.1f}%',
                round(parts_yuan * 0.0001, 2), round(executed_yuan * 0.0001, 2), 100 * parts_yuan / executed_yuan::double
            )
        )
    ) as message,
    if(
        is_high, format('不超过 {:,.2f} 元', budget_yuan), format('与支出 {:,.2f} 元相当', executed_yuan)
    ) as expected,
    target_text as printed
from judged
where is_low or is_high
