-- A macro of every opened build: the findings with the place, the name and the money of their form, those of the chosen rules,
-- severities and kinds. A finding about a whole document has no form, and so no place.
create macro placed_findings(severities, rules, source_kinds) as table (
    select
        audit_finding.*,
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
        is_chosen(severities, severity) and is_chosen(rules, rule_id) and is_chosen(source_kinds, source_kind)
)
