-- one row per thing to look at first: a form, an indicator or the set-aside documents, in the order of urgency
with findings as (select * from audit_finding where severity = '高' and project_id is not null),
documents as (select * from mart_document where reading_status = 'set_aside'),
without_funding as (
    select
        1 as tier,
        'no_funding' as attention_code,
        '没有资金信息' as attention_title,
        project_id,
        null::bigint as row_no,
        null::decimal(18, 2) as amount_yuan,
        case
            when form_type = 'target_declaration' then '没有取到申报金额。'
            else '没有取到资金总额，执行率无法核对，没有计入执行率的任何统计。'
        end as message
    from mart_project
    where not has_funding
),
full_marks as (
    select project_id, sum(weight_points)::double as full_points, count(*) as indicator_count
    from mart_indicator
    where weight_points > 0
    group by project_id
    having count(*) = count(*) filter (score_points >= weight_points)
),
-- execution is ranked by the money at stake, whatever its kind: a small form of 10 % is less than a large one of 60 %
badly_executed as (
    select
        2 as tier,
        case when executed_yuan > adjusted_budget_yuan then 'over_execution' else 'low_execution' end as attention_code,
        case when executed_yuan > adjusted_budget_yuan then '执行率超过 100%' else '执行率低于 50%' end as attention_title,
        executions.project_id,
        null as row_no,
        abs(unspent_yuan) as amount_yuan,
        format(
            '预算 {:,.2f} 万元，执行 {:,.2f} 万元，执行率 {:.2f}%，{} {:,.2f} 万元{}。',
            round(adjusted_budget_yuan * 0.0001, 2), round(executed_yuan * 0.0001, 2), execution_rate * 100,
            case when executed_yuan > adjusted_budget_yuan then '超出' else '未执行' end, round(abs(unspent_yuan) * 0.0001, 2),
            case
                when full_marks.project_id is not null and executed_yuan < adjusted_budget_yuan then '，指标却全部满分'
                else ''
            end
        ) as message
    from mart_execution as executions
    left join full_marks using (project_id)
    where execution_band in ('<50%', '>100%')
),
full_marks_low_execution as (
    select
        2 as tier,
        'full_marks_low_execution' as attention_code,
        '指标满分而执行率低' as attention_title,
        executions.project_id,
        null as row_no,
        executions.unspent_yuan as amount_yuan,
        format(
            '{} 个指标全部满分（{:g} 分），执行率只有 {:.2f}%，{:,.2f} 万元没有执行。',
            full_marks.indicator_count, full_marks.full_points,
            executions.execution_rate * 100, round(executions.unspent_yuan * 0.0001, 2)
        ) as message
    from mart_execution as executions
    join full_marks using (project_id)
    where executions.execution_band = '50–80%'
),
-- what the other lines already tell is left out; several findings of one rule in one form are one line
untold_findings as (
    select findings.*
    from findings
    left join badly_executed using (project_id)
    where findings.rule_id not in ('A01', 'A04', 'D01', 'E01')
        and not (badly_executed.project_id is not null and findings.rule_id in ('D02', 'D03', 'G01'))
),
contradictions as (
    select
        3 as tier,
        'finding_' || lower(rule_id) as attention_code,
        case any_value(source_kind) when 'reading' then '读取提示' else '审核问题（高）' end as attention_title,
        project_id,
        case when count(*) = 1 then min(row_no) filter (section_code = 'indicator') end as row_no,
        null as amount_yuan,
        concat(
            arg_min(message, (coalesce(row_no, 0), coalesce(line_no, 0), finding_id)),
            case when count(*) > 1 then format('同类问题共 {} 处。', count(*)) end
        ) as message
    from untold_findings
    group by rule_id, project_id
),
lost_without_reason as (
    select
        4 as tier,
        'lost_points_without_reason' as attention_code,
        '失分没有说明原因' as attention_title,
        project_id,
        case when count(*) = 1 then min(row_no) end as row_no,
        null as amount_yuan,
        format(
            '{} 个指标共失 {:g} 分，没有说明原因：{}。',
            count(*), sum(lost_points)::double,
            string_agg(coalesce(level3_name, '未印名称的指标'), '、' order by row_no)
        ) as message
    from mart_indicator
    where lost_points > 0 and not has_stated_reason
    group by project_id
),
set_aside as (
    select
        5 as tier,
        'set_aside' as attention_code,
        '未采用的文件' as attention_title,
        null as project_id,
        null as row_no,
        null as amount_yuan,
        format('{} 份文件没有采用：{}。', count(*), string_agg(document_label, '、' order by document_label)) as message
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
            coalesce(forms.adjusted_budget_yuan, forms.initial_budget_yuan) desc nulls last,
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
    everything.message,
    coalesce(forms.cell_no, 0) as cell_no
from everything
left join mart_project as forms using (project_id)
