-- one row per rule and severity that the forms of one subject break, but for $rejected findings: how often, in how many forms, and
-- the case with the most money
with forms as (
    select *
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
    where is_chosen($unit, unit_name)
),
findings as (
    select
        audit_finding.rule_id,
        audit_finding.severity,
        audit_finding.finding_id,
        audit_finding.project_id,
        audit_finding.section_code,
        audit_finding.row_no,
        audit_finding.message,
        audit_finding.place_text,
        forms.fiscal_year,
        forms.project_name,
        forms.document_label,
        coalesce(forms.executed_yuan, forms.adjusted_budget_yuan) as money_yuan
    from audit_finding
    join forms using (project_id)
    where
        audit_finding.source_kind = 'rule'
        and is_chosen_year($year, audit_finding.fiscal_year)
        and is_chosen($district, audit_finding.division_code)
        and not list_contains($rejected::varchar[], audit_finding.finding_id)
)
select
    findings.rule_id,
    any_value(meta_rule.rule_title) as rule_title,
    any_value(meta_rule.meaning) as meaning,
    findings.severity,
    count(*) as finding_count,
    count(distinct project_id) as form_count,
    arg_min(
        {
            'project_id': project_id,
            'section_code': findings.section_code,
            'row_no': row_no,
            'message': message,
            'fiscal_year': fiscal_year,
            'project_name': project_name,
            'document_label': document_label,
            'place_text': place_text
        },
        (-coalesce(money_yuan, 0), finding_id)
    ) as example
from findings
left join meta_rule on findings.rule_id = meta_rule.rule_id
group by findings.rule_id, findings.severity
order by list_position(['高', '中', '低'], findings.severity), finding_count desc, findings.rule_id
