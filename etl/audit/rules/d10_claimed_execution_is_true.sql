-- one row per indicator that claims good budget execution in a form that spent little
-- id: D10
-- title: 自称执行良好与执行率矛盾
-- meaning: 以预算执行的准确、及时、执行率为指标的，自评达成或满分，应与表上的执行率相符
-- severity: 高
-- basis: 通行做法：同一张表内前后应一致；样本中有执行率 61% 而自评预算执行准确、及时的
-- field: indicator.actual
-- parameters: rate = 0.8 (0.3..1) 执行率低于此比例才判
with projects as (select project_id from core_project where form_type = 'self_evaluation'),
totals as (
    select project_id, adjusted_budget_yuan, executed_yuan, executed_yuan / adjusted_budget_yuan as execution_rate
    from core_fund
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
),
claims as (
    select *
    from core_indicator
    where regexp_matches(level3_name, '(预算|资金|经费).{0,2}执行.{0,4}(准确|及时|率|进度|情况)')
        and actual_text is not null
        and (
            (weight_points > 0 and score_points >= weight_points)
            or regexp_matches(actual_text, '^(准确|及时|良好|达标|达成|完成|100%?$)')
        )
)
select
    claims.project_id,
    claims.row_no,
    format(
        '指标“{}”完成情况“{}”{}，而本表预算 {:,.2f} 万元只执行 {:,.2f} 万元，执行率 {:.2f}%。',
        claims.level3_name, claims.actual_text,
        coalesce(format('，得 {:g} 分', claims.score_points::double), ''), round(totals.adjusted_budget_yuan * 0.0001, 2),
        round(totals.executed_yuan * 0.0001, 2), totals.execution_rate * 100
    ) as message,
    format('与执行率 {:.2f}% 相符的完成情况', totals.execution_rate * 100) as expected,
    claims.actual_text as printed
from claims
join projects using (project_id)
join totals using (project_id)
where totals.execution_rate < $rate
