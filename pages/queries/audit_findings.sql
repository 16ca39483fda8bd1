-- one row per finding, its form's place and its rule beside it; the severest first
-- a finding about a whole document has no form: it is shown while no place, year or kind of form is chosen
with forms as (
    select
        project_id, fiscal_year, province_code, city_code, division_code, division_label, department_name, sector_code,
        form_type, form_type_label, project_name, executed_yuan, file_name
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
)
select
    concat(filtered.severity, '/', filtered.rule_id) as rule_severity,
    filtered.finding_id,
    filtered.severity,
    filtered.source_kind,
    filtered.rule_id,
    coalesce(meta_rule.rule_title, filtered.rule_id) as rule_title,
    filtered.message,
    filtered.expected,
    filtered.printed,
    filtered.fiscal_year,
    filtered.division_label,
    filtered.department_name,
    filtered.project_id,
    filtered.row_no,
    filtered.project_name,
    filtered.executed_yuan,
    filtered.place_text,
    coalesce(filtered.file_name, mart_document.file_name) as file_name,
    filtered.line_no
from filtered
left join meta_rule on filtered.rule_id = meta_rule.rule_id
left join mart_document on filtered.document_id = mart_document.document_id
where
    is_chosen($severity, filtered.severity)
    and is_chosen($rule, filtered.rule_id)
    and is_chosen($source_kind, filtered.source_kind)
order by
    list_position(['高', '中', '低'], filtered.severity),
    filtered.rule_id,
    filtered.executed_yuan desc nulls last,
    filtered.finding_id
