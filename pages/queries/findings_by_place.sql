-- one row per district and severity: findings and forms concerned among the filtered forms
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
)
select
    coalesce(division_label, '未认定区划') as division_label,
    severity,
    count(*) as finding_count,
    count(distinct project_id) as form_count
from filtered
group by division_label, severity
order by division_label collate zh, list_position(['高', '中', '低'], severity)
