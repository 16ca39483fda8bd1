-- one row per thing to look at first: a form, an indicator or the set-aside documents, in the order of urgency
with forms as (select * from mart_project),
executions as (select * from mart_execution),
indicators as (select * from mart_indicator),
findings as (select * from audit_finding where severity = '高' and project_id is not null),
documents as (select * from core_document where reading_status = 'set_aside'),
without_funding as (
    select
        1 as tier,
        'no_funding' as attention_code,
        '没有资金信息' as attention_title,
        project_id,
        null::bigint as row_no,
        null::decimal(18, 2) as amount_yuan,
        format('“{}”没有印出资金总额，执行率无法核对，没有计入执行率的任何统计。', project_name) as message
    from forms
    where not has_funding
),
badly_executed as (
    select
        2 as tier,
        case when executed_yuan > adjusted_budget_yuan then 'over_execution' else 'low_execution' end as attention_code,
        case when executed_yuan > adjusted_budget_yuan then '执行率超过 100%' else '执行率低于 50%' end as attention_title,
        project_id,
        null as row_no,
        abs(unspent_yuan) as amount_yuan,
        format(
            '“{}”预算 {:,.2f} 万元，执行 {:,.2f} 万元，执行率 {:.2f}%，{} {:,.2f} 万元。',
            project_name, adjusted_budget_yuan / 10000, executed_yuan / 10000, execution_rate * 100,
            case when executed_yuan > adjusted_budget_yuan then '超出' else '未执行' end, abs(unspent_yuan) / 10000
        ) as message
    from executions
    where execution_band in ('<50%', '>100%')
),
full_marks as (
    select project_id, sum(weight_points)::double as full_points, count(*) as indicator_count
    from indicators
    where weight_points > 0
    group by project_id
    having count(*) = count(*) filter (score_points >= weight_points)
),
full_marks_low_execution as (
    select
        3 as tier,
        'full_marks_low_execution' as attention_code,
        '指标满分而执行率低' as attention_title,
        executions.project_id,
        null as row_no,
        executions.unspent_yuan as amount_yuan,
        format(
            '“{}”{} 个指标全部满分（{:g} 分），执行率只有 {:.2f}%，{:,.2f} 万元没有执行。',
            executions.project_name, full_marks.indicator_count, full_marks.full_points,
            executions.execution_rate * 100, executions.unspent_yuan / 10000
        ) as message
    from executions
    join full_marks using (project_id)
    where executions.execution_rate < 0.8
),
-- findings that the lines above and below already tell are left out; several of one rule in one place are one line
contradictions as (
    select
        4 as tier,
        'finding_' || lower(findings.rule_id) as attention_code,
        '高级审核问题' as attention_title,
        findings.project_id,
        findings.row_no,
        null as amount_yuan,
        format('“{}”：{}', any_value(forms.project_name), string_agg(findings.message, '' order by findings.finding_id))
            as message
    from findings
    join forms using (project_id)
    where findings.rule_id not in ('A01', 'A04', 'D01', 'E01')
    group by findings.rule_id, findings.project_id, findings.row_no
),
lost_without_reason as (
    select
        5 as tier,
        'lost_points_without_reason' as attention_code,
        '失分没有说明原因' as attention_title,
        project_id,
        row_no,
        null as amount_yuan,
        format(
            '“{}”的指标“{}”失 {:g} 分（分值 {:g} 分），没有写原因。',
            project_name, level3_name, lost_points::double, weight_points::double
        ) as message
    from indicators
    where lost_points > 0 and deviation_reason_text is null
),
set_aside as (
    select
        6 as tier,
        'set_aside' as attention_code,
        '未采用的文件' as attention_title,
        null as project_id,
        null as row_no,
        null as amount_yuan,
        format('{} 份文件没有采用：{}。', count(*), string_agg(file_name, '、' order by file_name)) as message
    from documents
    having count(*) > 0
),
everything as (
    select * from without_funding
    union all
    select * from badly_executed
    union all
    select * from full_marks_low_execution
    union all
    select * from contradictions
    union all
    select * from lost_without_reason
    union all
    select * from set_aside
)
select
    row_number() over (
        order by
            everything.tier,
            everything.amount_yuan desc nulls last,
            forms.adjusted_budget_yuan desc nulls last,
            everything.attention_code,
            everything.project_id,
            everything.row_no
    ) as attention_rank,
    everything.attention_code,
    everything.attention_title,
    everything.project_id,
    everything.row_no,
    forms.form_type,
    forms.fiscal_year,
    forms.province_code,
    forms.city_code,
    forms.division_code,
    forms.division_label,
    forms.department_name,
    forms.sector_code,
    forms.project_name,
    everything.amount_yuan,
    everything.message
from everything
left join forms using (project_id)
