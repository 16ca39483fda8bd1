-- one row per self-evaluation whose budget was changed much in the year without a word about it
-- id: D05
-- title: 预算调整幅度大未说明
-- meaning: 全年预算数与年初预算数相差超过 20% 的，应说明为何追加或调减；差额由印出的上年结转说明的为低，年初为零的由 D06 判
-- severity: 中
-- basis: 已核实：一个省的表样要求年中调整预算的另写原因
-- field: fund.adjusted_budget
-- parameters: change_rate = 0.2 (0..2) 全年预算数比年初预算数增减超过此比例
with projects as (select * from core_project where form_type = 'self_evaluation'),
funds as (select * from core_fund),
carried as (
    select project_id, sum(adjusted_budget_yuan) - coalesce(sum(initial_budget_yuan), 0) as carried_yuan
    from funds
    where fund_source_code = 'carryover'
    group by project_id
),
totals as (
    select
        projects.project_id,
        projects.completion_text,
        funds.initial_budget_yuan,
        funds.adjusted_budget_yuan,
        coalesce(carried.carried_yuan, 0) as carried_yuan,
        funds.adjusted_budget_yuan / funds.initial_budget_yuan - 1 as change_rate,
        (funds.adjusted_budget_yuan - coalesce(carried.carried_yuan, 0)) / funds.initial_budget_yuan - 1 as own_change_rate
    from funds
    join projects using (project_id)
    left join carried using (project_id)
    where funds.fund_source_code = 'total' and funds.initial_budget_yuan > 0 and funds.adjusted_budget_yuan is not null
),
changed as (select * from totals where abs(change_rate) > $change_rate),
reasons as (select * from core_deviation_reason where has_stated_reason),
indicators as (select project_id, row_no, level3_name from core_indicator),
written as (
    select
        reasons.project_id,
        reasons.reason_source,
        concat(indicators.level3_name, '：', reasons.deviation_reason_text) as reason_text
    from reasons
    join changed using (project_id)
    left join indicators
        on indicators.project_id = reasons.project_id
        and indicators.row_no = reasons.row_no
        and reasons.reason_source = 'indicator'
),
about_money as (
    select distinct written.project_id
    from written
    join reference_money_reason_words as words
        on written.reason_source = 'fund' or contains(written.reason_text, words.word)
)
select
    changed.project_id,
    null as row_no,
    case when abs(changed.own_change_rate) > $change_rate then '中' else '低' end as severity,
    format(
        '年初预算 {:,.2f} 万元，全年预算 {:,.2f} 万元，{} {:.2f}%{}，表中没有说明原因。',
        round(changed.initial_budget_yuan * 0.0001, 2), round(changed.adjusted_budget_yuan * 0.0001, 2),
        case when changed.change_rate > 0 then '增加' else '减少' end, abs(changed.change_rate) * 100,
        case
            when changed.carried_yuan > 0 then format('（其中上年结转 {:,.2f} 万元）', round(changed.carried_yuan * 0.0001, 2))
            else ''
        end
    ) as message,
    format('增减不超过 {:g}%，或写明原因', $change_rate::double * 100) as expected,
    format('{:,.2f} 元', changed.adjusted_budget_yuan) as printed
from changed
anti join about_money using (project_id)
where not coalesce(regexp_matches(changed.completion_text, '追加|调增|调减|调整预算|预算调整|增加预算|核减|压减'), false)
