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
whole as (
    select form_place, fact_place, min(severity_no) as whole_severity_no
    from named
    where row_no is null
    group by form_place, fact_place
),
facts as (
    select
        named.form_place,
        named.fact_place,
        min(named.severity_no) as severity_no,
        count(*) as finding_count
    from named
    left join whole on named.form_place = whole.form_place and named.fact_place = whole.fact_place
    group by
        named.form_place,
        named.fact_place,
        if(coalesce(named.severity_no >= whole.whole_severity_no, false), null, named.row_no)
),
-- a key sorts a fact by the number of its places, then by its name
reasons as (
    select
        form_place,
        severity_no,
        count(*) as place_count,
        sum(finding_count) as finding_count,
        (1000000 - count(*)) * 10000 + fact_place as reason_key
    from facts
    group by form_place, fact_place, severity_no
),
keyed as (
    select
        form_place,
        list(reason_key) filter (severity_no = 1) as high_keys,
        list(reason_key) filter (severity_no = 2) as middle_keys,
        list(reason_key) filter (severity_no = 3) as low_keys,
        coalesce(sum(place_count) filter (severity_no = 1), 0)::bigint as high_fact_count,
        coalesce(sum(place_count) filter (severity_no = 2), 0)::bigint as middle_fact_count,
        coalesce(sum(place_count) filter (severity_no = 3), 0)::bigint as low_fact_count,
        sum(finding_count)::bigint as finding_count
    from reasons
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
