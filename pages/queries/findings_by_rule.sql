-- one row per rule and severity with findings among the filtered forms: how many, in how many forms, for how much money
-- money is the executed sum of the forms concerned, each form once
with placed as (
    select * from placed_findings($severity, $rule, $source_kind, $year, $district)
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
hits as (
    select rule_id, severity, project_id, any_value(executed_yuan) as executed_yuan, count(*) as finding_count
    from filtered
    group by rule_id, severity, project_id
),
counted as (
    select
        rule_id,
        severity,
        sum(finding_count)::bigint as finding_count,
        count(project_id) as form_count,
        sum(executed_yuan)::decimal(18, 2) as executed_yuan
    from hits
    group by rule_id, severity
)
select
    counted.rule_id,
    coalesce(meta_rule.rule_title, counted.rule_id) as rule_title,
    counted.severity,
    counted.finding_count,
    counted.form_count,
    counted.executed_yuan,
    meta_rule.meaning,
    meta_rule.basis_text
from counted
left join meta_rule on counted.rule_id = meta_rule.rule_id
order by list_position(['高', '中', '低'], counted.severity), counted.finding_count desc, counted.rule_id
