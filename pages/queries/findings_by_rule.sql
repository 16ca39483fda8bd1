-- one row per rule and severity with findings among the filtered forms: how many, in how many forms, for how much money
-- money is the executed sum of the forms concerned, each form once
with placed as (
    select * from placed_findings($severity, $rule, $source_kind)
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
forms_hit as (
    select distinct rule_id, severity, project_id, executed_yuan
    from filtered
),
money as (
    select rule_id, severity, count(project_id) as form_count, sum(executed_yuan)::decimal(18, 2) as executed_yuan
    from forms_hit
    group by rule_id, severity
),
counted as (
    select rule_id, severity, count(*) as finding_count
    from filtered
    group by rule_id, severity
)
select
    counted.rule_id,
    coalesce(meta_rule.rule_title, counted.rule_id) as rule_title,
    counted.severity,
    counted.finding_count,
    money.form_count,
    money.executed_yuan,
    meta_rule.meaning,
    meta_rule.basis_text
from counted
inner join money on counted.rule_id = money.rule_id and counted.severity = money.severity
left join meta_rule on counted.rule_id = meta_rule.rule_id
order by list_position(['高', '中', '低'], counted.severity), counted.finding_count desc, counted.rule_id
