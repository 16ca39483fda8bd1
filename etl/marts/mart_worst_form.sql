-- one row per form with a finding of a rule, the least credible first: facts by severity, money at stake, reasons in one line
-- self-evaluations first: a declaration has no results that could be doubted, so the two do not compare
-- several rules on one fact of one row count once, by the severest (meta_rule.fact_name); where the fact is said of the form as a
-- whole, what other rules say of it row by row adds nothing unless it is severer
-- weight = (10 × high + 3 × middle + 1 × low facts) × log10(10 + money in 万元): money moves the order, and never outweighs the facts
-- forms and facts go by numbers, which are quicker to group by than texts
with forms as materialized (
    select row_number() over () as form_place, project_id
    from mart_project
),
rules as (
    select rule_id, fact_name, dense_rank() over (order by fact_name) as fact_place
    from (
        select found.rule_id, coalesce(meta_rule.fact_name, meta_rule.rule_title, found.rule_id) as fact_name
        from (select distinct rule_id from audit_finding) as found
        left join meta_rule on found.rule_id = meta_rule.rule_id
    )
),
names as (
    select list(fact_name order by fact_place) as fact_names
    from (select distinct fact_place, fact_name from rules)
),
named as (
    select
        forms.form_place,
        audit_finding.row_no,
        list_position(['高', '中', '低'], audit_finding.severity) as severity_no,
        rules.fact_place
    from audit_finding
    inner join forms on audit_finding.project_id = forms.project_id
    inner join rules on audit_finding.rule_id = rules.rule_id
    where audit_finding.source_kind = 'rule'
),
places as (
    select form_place, fact_place, row_no, min(severity_no) as severity_no, count(*) as finding_count
    from named
    group by form_place, fact_place, row_no
),
facts as (
    select
        form_place,
        fact_place,
        min(severity_no) filter (row_no is null) as whole_severity_no,
        count(*) filter (row_no is not null and severity_no = 1) as high_row_count,
        count(*) filter (row_no is not null and severity_no = 2) as middle_row_count,
        count(*) filter (row_no is not null and severity_no = 3) as low_row_count,
        sum(finding_count) as finding_count
    from places
    group by form_place, fact_place
),
-- the form as a whole is one place more
counts as (
    select
        form_place,
        fact_place,
        finding_count,
        if(coalesce(whole_severity_no > 1, true), high_row_count, 0) + coalesce((whole_severity_no = 1)::int, 0) as high_count,
        if(coalesce(whole_severity_no > 2, true), middle_row_count, 0) + coalesce((whole_severity_no = 2)::int, 0) as middle_count,
        if(whole_severity_no is null, low_row_count, 0) + coalesce((whole_severity_no = 3)::int, 0) as low_count
    from facts
),
-- a key sorts a fact by the number of its places, then by its name
keyed as (
    select
        form_place,
        list((1000000 - high_count) * 10000 + fact_place) filter (high_count > 0) as high_keys,
        list((1000000 - middle_count) * 10000 + fact_place) filter (middle_count > 0) as middle_keys,
        list((1000000 - low_count) * 10000 + fact_place) filter (low_count > 0) as low_keys,
        sum(high_count)::bigint as high_fact_count,
        sum(middle_count)::bigint as middle_fact_count,
        sum(low_count)::bigint as low_fact_count,
        sum(finding_count)::bigint as finding_count
    from counts
    group by form_place
),
worded as (
    select
        keyed.* exclude (high_keys, middle_keys, low_keys),
        list_transform(
            [list_sort(keyed.high_keys), list_sort(keyed.middle_keys), list_sort(keyed.low_keys)],
            lambda keys: array_to_string(
                list_transform(
                    keys,
                    lambda key: names.fact_names[key % 10000]
                    || if(key // 10000 < 999999, '（共 ' || (1000000 - key // 10000) || ' 处）', '')
                ),
                '、'
            )
        ) as fact_texts
    from keyed
    cross join names
),
counted as (
    select
        * exclude (fact_texts),
        concat_ws('；', '高：' || fact_texts[1], '中：' || fact_texts[2], '低：' || fact_texts[3]) as reasons_text
    from worded
),
joined as (
    select
        counted.* exclude (form_place),
        projects.* exclude (finding_count),
        scores.audited_proven_points,
        scores.full_points,
        coalesce(projects.adjusted_budget_yuan, projects.executed_yuan, projects.initial_budget_yuan) as amount_yuan
    from counted
    inner join forms on counted.form_place = forms.form_place
    inner join mart_project as projects on forms.project_id = projects.project_id
    left join mart_recomputed_score as scores on forms.project_id = scores.project_id
),
weighed as (
    select
        *,
        (10 * high_fact_count + 3 * middle_fact_count + low_fact_count)
        * log10(10 + greatest(coalesce(amount_yuan, 0), 0)::double / 10000) as distrust_weight
    from joined
)
select
    row_number() over (order by form_type = 'self_evaluation' desc, distrust_weight desc, project_id) as worst_no,
    cell_no,
    project_id,
    project_name,
    reasons_text,
    high_fact_count,
    middle_fact_count,
    low_fact_count,
    distrust_weight,
    finding_count as rule_finding_count,
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
from weighed
