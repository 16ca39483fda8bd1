-- A macro of every opened build: the findings with the place, the name and the money of their form, those of the chosen rules,
-- severities, kinds, years and districts. A finding about a whole document has no form, and so no place.
-- findings are stored by year and district: both are asked of them too, so that a file is read where the chosen ones stand
create macro placed_findings(severities, rules, source_kinds, years, districts) as table (
    select
        audit_finding.* exclude (fiscal_year, division_code),
        forms.fiscal_year,
        forms.province_code,
        forms.city_code,
        forms.division_code,
        forms.division_label,
        forms.department_name,
        forms.sector_code,
        forms.form_type,
        forms.form_type_label,
        forms.project_name,
        forms.family_id,
        forms.family_name,
        forms.adjusted_budget_yuan,
        forms.executed_yuan,
        forms.document_label
    from query_table('audit_finding') as audit_finding
    left join query_table('mart_project') as forms on audit_finding.project_id = forms.project_id
    where
        is_chosen(severities, severity)
        and is_chosen(rules, rule_id)
        and is_chosen(source_kinds, source_kind)
        and is_chosen_year(years, audit_finding.fiscal_year)
        and is_chosen(districts, audit_finding.division_code)
)
