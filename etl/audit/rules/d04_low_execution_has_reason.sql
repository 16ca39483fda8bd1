-- one row per self-evaluation with a low execution rate and no reason for it
-- id: D04
-- title: 低执行率无原因
-- meaning: 执行率低于 90% 的表应说明资金为何没有执行；写在无关指标旁的原因不算，执行率又在 80% 以上的这一种为低
-- severity: 中
-- basis: 已核实：一个省的表样要求执行率低于 90% 的说明原因
-- field: fund.executed
-- parameters: rate = 0.9 (0..1) 执行率低于此比例才判
-- parameters: hint_rate = 0.8 (0..1) 执行率达到此比例而别处写有原因的为低
with projects as (select * from core_project where form_type = 'self_evaluation'),
funds as (select * from core_fund),
totals as (
    select
        funds.project_id,
        funds.adjusted_budget_yuan,
        funds.executed_yuan,
        funds.executed_yuan / funds.adjusted_budget_yuan as execution_rate
    from funds
    join projects using (project_id)
    where funds.fund_source_code = 'total' and funds.adjusted_budget_yuan > 0 and funds.executed_yuan is not null
),
reasons as (select * from core_deviation_reason where has_stated_reason),
indicators as (select project_id, row_no, coalesce(level3_name, '未印名称的指标') as level3_name from core_indicator),
-- a reason is about the money where it stands beside the money, or where the indicator or the text names it
written as (
    select
        reasons.project_id,
        reasons.row_no,
        reasons.reason_source,
        coalesce(indicators.level3_name, '未印名称的指标') as level3_name,
        concat(indicators.level3_name, '：', reasons.deviation_reason_text) as reason_text
    from reasons
    join totals on totals.project_id = reasons.project_id and totals.execution_rate < $rate
    left join indicators
        on indicators.project_id = reasons.project_id
        and indicators.row_no = reasons.row_no
        and reasons.reason_source = 'indicator'
),
judged as (
    select
        written.project_id,
        written.row_no,
        written.level3_name,
        bool_or(written.reason_source = 'fund' or contains(written.reason_text, words.word)) as is_about_money
    from written
    cross join reference_money_reason_words as words
    group by written.project_id, written.row_no, written.reason_source, written.level3_name
),
explained as (
    select
        project_id,
        bool_or(is_about_money) as is_explained,
        string_agg(level3_name, '”“' order by row_no) as named
    from judged
    group by project_id
)
select
    totals.project_id,
    null as row_no,
    case when explained.named is not null and totals.execution_rate >= $hint_rate then '低' else '中' end as severity,
    format(
        '执行率 {:.2f}%，{:,.2f} 万元没有执行，{}。',
        totals.execution_rate * 100, round((totals.adjusted_budget_yuan - totals.executed_yuan) * 0.0001, 2),
        case
            when explained.named is null then '全表没有说明原因'
            else format('资金执行没有说明原因，表中只有指标“{}”的说明', explained.named)
        end
    ) as message,
    '未执行的原因' as expected,
    null as printed
from totals
left join explained using (project_id)
where totals.execution_rate < $rate and not coalesce(explained.is_explained, false)
