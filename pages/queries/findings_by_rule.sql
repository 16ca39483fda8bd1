-- one row per rule and severity with findings among the filtered forms: how many, in how many forms, for how much money
-- money is the executed sum of the forms concerned, each form once
with forms as (
    select
        project_id, fiscal_year, province_code, city_code, division_code, division_label, department_name, sector_code,
        form_type, form_type_label, project_name, executed_yuan
    from mart_project
),
placed as (
    select audit_finding.*, forms.* exclude (project_id)
    from audit_finding
    left join forms on audit_finding.project_id = forms.project_id
),
filtered as (
    select *
    from placed
    where
        is_chosen($year, fiscal_year)
        and is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($department, department_name)
        and is_chosen($sector, sector_code)
        and is_chosen($form_type, form_type)
        and is_chosen($severity, severity)
        and is_chosen($rule, rule_id)
        and is_chosen($source_kind, source_kind)
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
