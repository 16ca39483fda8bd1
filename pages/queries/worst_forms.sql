-- one row per form with a finding of a rule, the least credible first: facts by severity, money at stake, reasons in one line
-- self-evaluations first: a declaration has no results that could be doubted, so the two do not compare
-- several rules on one fact of one row count once, by the severest (meta_rule.fact_name); where the fact is said of the form as a
-- whole, what other rules say of it row by row adds nothing unless it is severer
-- weight = (10 × high + 3 × middle + 1 × low facts) × log10(10 + money in 万元): money moves the order, and never outweighs the facts
with placed as (
    select * from placed_findings($severity, $rule, $source_kind, $year, $district)
),
filtered as (
    select *
    from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
    where source_kind = 'rule' and project_id is not null
),
named as (
    select
        filtered.project_id,
        filtered.row_no,
        list_position(['高', '中', '低'], filtered.severity) as severity_no,
        coalesce(meta_rule.fact_name, meta_rule.rule_title, filtered.rule_id) as fact_name
    from filtered
    left join meta_rule using (rule_id)
),
placed_facts as (
    select
        *,
        if(
            severity_no >= min(severity_no) filter (where row_no is null) over (partition by project_id, fact_name),
            null,
            row_no
        ) as fact_row_no
    from named
),
facts as (
    select
        project_id,
        fact_row_no,
        fact_name,
        min(severity_no) as severity_no,
        count(*) as finding_count
    from placed_facts
    group by project_id, fact_row_no, fact_name
),
reasons as (
    select project_id, fact_name, severity_no, count(*) as place_count
    from facts
    group by project_id, fact_name, severity_no
),
levels as (
    select
        project_id,
        severity_no,
        string_agg(
            fact_name || if(place_count > 1, '（共 ' || place_count || ' 处）', ''), '、'
            order by place_count desc, fact_name
        ) as facts_text
    from reasons
    group by project_id, severity_no
),
lines as (
    select
        project_id,
        string_agg(['高', '中', '低'][severity_no] || '：' || facts_text, '；' order by severity_no) as reasons_text
    from levels
    group by project_id
),
counted as (
    select
        project_id,
        count(*) filter (where severity_no = 1) as high_fact_count,
        count(*) filter (where severity_no = 2) as middle_fact_count,
        count(*) filter (where severity_no = 3) as low_fact_count,
        sum(finding_count)::bigint as finding_count
    from facts
    group by project_id
),
joined as (
    select
        counted.*,
        lines.reasons_text,
        forms.* exclude (project_id, finding_count),
        scores.audited_proven_points,
        scores.full_points,
        coalesce(forms.adjusted_budget_yuan, forms.executed_yuan, forms.initial_budget_yuan) as amount_yuan
    from counted
    inner join lines using (project_id)
    inner join mart_project as forms on counted.project_id = forms.project_id
    left join mart_recomputed_score as scores on counted.project_id = scores.project_id
)
select
    project_id,
    project_name,
    reasons_text,
    high_fact_count,
    middle_fact_count,
    low_fact_count,
    (10 * high_fact_count + 3 * middle_fact_count + low_fact_count)
    * log10(10 + greatest(coalesce(amount_yuan, 0), 0)::double / 10000) as distrust_weight,
    finding_count,
    amount_yuan,
    total_score_points,
    audited_proven_points,
    full_points,
    form_type_label,
    division_label,
    department_name,
    fiscal_year,
    document_label,
    line_no
from joined
order by form_type = 'self_evaluation' desc, distrust_weight desc, project_id
