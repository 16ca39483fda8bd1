-- one row per output whose unit cost lies far from that of the same output in the same family and year
-- id: F03
-- title: 单位成本离群
-- meaning: 同一类项目同一年度，执行数除以同名同单位的产出数，应与同类相近；离中位数超过若干倍绝对中位差的应说明
-- severity: 中
-- basis: 通行做法：同类比较用中位数和绝对中位差，单位数达到最少数才比
-- field: indicator.actual
-- parameters: fewest_peers = 5 (5..50) 同类至少有这么多个单位才判
-- parameters: deviation_count = 3 (1..10) 离中位数超过这么多个绝对中位差即判
-- parameters: least_gap = 0.2 (0..5) 并且离中位数至少这个比例
with projects as (
    select
        core_project.project_id,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project_family.family_id,
        core_project_family.family_name
    from core_project
    join core_project_family using (project_id)
    where core_project.form_type = 'self_evaluation' and core_project.fiscal_year is not null
),
totals as (
    select project_id, max(executed_yuan) as executed_yuan
    from core_fund
    where fund_source_code = 'total' and executed_yuan > 0
    group by project_id
),
outputs as (
    select
        project_id,
        row_no,
        coalesce(level3_name, '未印名称的指标') as level3_name,
        level3_key,
        regexp_replace(coalesce(actual_unit, target_unit), '^[万亿]', '') as unit_name,
        actual_value
        * case left(coalesce(actual_unit, target_unit), 1) when '万' then 10000 when '亿' then 100000000 else 1 end
        as quantity
    from core_indicator
    where category_code = 'output_quantity' and level3_key is not null and actual_value > 0
        and actual_operator is null and coalesce(actual_unit, target_unit) is not null
        and coalesce(actual_unit, target_unit) not in ('%', '‰', '元', '万元', '亿元')
        and not regexp_matches(level3_key, '率$|经费|资金|金额|会议|例会')
),
costs as (
    select
        projects.project_id,
        projects.fiscal_year,
        projects.family_id,
        projects.family_name,
        projects.division_code,
        projects.responsible_name,
        outputs.row_no,
        outputs.level3_name,
        outputs.level3_key,
        outputs.unit_name,
        outputs.quantity,
        totals.executed_yuan,
        totals.executed_yuan / outputs.quantity as unit_cost
    from projects
    join totals using (project_id)
    join outputs using (project_id)
    where outputs.quantity > 0 and outputs.unit_name <> ''
),
medians as (
    select
        family_id,
        fiscal_year,
        level3_key,
        unit_name,
        median(unit_cost) as median_cost,
        mad(unit_cost) as deviation,
        count(distinct concat(division_code, ' ', responsible_name)) as peer_count
    from costs
    group by family_id, fiscal_year, level3_key, unit_name
    having count(distinct concat(division_code, ' ', responsible_name)) >= $fewest_peers and mad(unit_cost) > 0
)
select
    costs.project_id,
    costs.row_no,
    format(
        '“{}”每{} {:,.2f} 元（执行 {:,.2f} 万元 ÷ {:,g}），同族“{}”{} 个单位的中位数是 {:,.2f} 元，绝对中位差 {:,.2f} 元。',
        costs.level3_name, costs.unit_name, costs.unit_cost, round(costs.executed_yuan * 0.0001, 2), costs.quantity,
        costs.family_name, medians.peer_count, medians.median_cost, medians.deviation
    ) as message,
    format(
        '每{} {:,.2f} 至 {:,.2f} 元', costs.unit_name,
        greatest(0, medians.median_cost - $deviation_count * medians.deviation),
        medians.median_cost + $deviation_count * medians.deviation
    ) as expected,
    format('每{} {:,.2f} 元', costs.unit_name, costs.unit_cost) as printed
from costs
join medians using (family_id, fiscal_year, level3_key, unit_name)
where abs(costs.unit_cost - medians.median_cost) > $deviation_count * medians.deviation
    and abs(costs.unit_cost - medians.median_cost) > $least_gap * medians.median_cost
