-- one row per form whose execution score is not weight times the execution rate, capped at full
-- id: A06
-- title: 执行率得分不符
-- meaning: 预算执行得分应等于分值乘以执行率，最多得满分；四舍五入或舍去尾数的为低，比公式少得的为中
-- severity: 高
-- basis: 已核实：在用系统的计分公式为执行数除以全年预算数再乘以分值
-- field: fund.score
-- parameters: tolerance_points = 0.02 (0..0.5) 允许的差分
with funds as (select * from core_fund),
totals as (
    select
        project_id,
        weight_points::double as weight_points,
        score_points::double as score_points,
        executed_yuan / adjusted_budget_yuan as execution_rate,
        weight_points::double * least(1, executed_yuan / adjusted_budget_yuan) as expected_points
    from funds
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
        and weight_points is not null and score_points is not null
),
graded as (
    select
        *,
        case
            when abs(score_points - expected_points) <= $tolerance_points then null
            when score_points in (round(expected_points, 0), floor(expected_points + 1e-9)) then '低'
            when abs(score_points - round(expected_points, 1)) < 1e-9 then '低'
            when abs(score_points - floor(expected_points * 10 + 1e-9) / 10) < 1e-9 then '低'
            when score_points < expected_points then '中'
            else '高'
        end as severity
    from totals
)
select
    project_id,
    null as row_no,
    severity,
    format(
        '执行率 {:.2f}%、分值 {:g} 分，按公式应得 {:.2f} 分，表上得 {:g} 分{}。',
        execution_rate * 100, weight_points, expected_points, score_points,
        case severity when '低' then '，只是取位不同' when '中' then '，比公式少得' else '，比公式多得' end
    ) as message,
    format('{:.2f} 分', expected_points) as expected,
    format('{:g} 分', score_points) as printed
from graded
where severity is not null
