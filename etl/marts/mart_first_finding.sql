-- one row per finding among the first 5,000 in the order of the page: the severest, and among these the most money
with counted as (
    select severity, count(*) as finding_count
    from audit_finding
    group by severity
),
severities as (
    select
        severity,
        sum(finding_count) over (order by list_position(['高', '中', '低'], severity)) - finding_count as severer_count
    from counted
),
-- findings of a severity come only where those that are severer leave room
findings as (
    select audit_finding.finding_id, audit_finding.project_id, audit_finding.rule_id, audit_finding.row_no, audit_finding.severity
    from audit_finding
    semi join (select severity from severities where severer_count < 5000) as shown on audit_finding.severity = shown.severity
),
first_ones as (
    select
        list_position(['高', '中', '低'], findings.severity) as severity_no,
        coalesce(forms.adjusted_budget_yuan, forms.executed_yuan) as amount_yuan,
        findings.finding_id
    from findings
    left join mart_project as forms on findings.project_id = forms.project_id
    order by severity_no, amount_yuan desc nulls last, findings.project_id, findings.rule_id, findings.row_no, findings.finding_id
    limit 5000
),
ranked as (
    select
        first_ones.severity_no,
        first_ones.amount_yuan,
        findings.*,
        forms.fiscal_year,
        forms.division_label,
        forms.department_name,
        forms.project_name,
        forms.family_name,
        forms.executed_yuan,
        forms.document_label
    from first_ones
    inner join audit_finding as findings on first_ones.finding_id = findings.finding_id
    left join mart_project as forms on findings.project_id = forms.project_id
)
select
    row_number() over (
        order by
            ranked.severity_no, ranked.amount_yuan desc nulls last, ranked.project_id, ranked.rule_id, ranked.row_no,
            ranked.finding_id
    ) as finding_no,
    ranked.finding_id,
    ranked.severity,
    ranked.source_kind,
    ranked.rule_id,
    ranked.message,
    ranked.expected,
    ranked.printed,
    ranked.fiscal_year,
    ranked.division_label,
    ranked.department_name,
    ranked.project_id,
    ranked.section_code,
    ranked.row_no,
    ranked.project_name,
    ranked.family_name,
    ranked.executed_yuan,
    ranked.place_text,
    coalesce(ranked.document_label, documents.document_label) as document_label,
    ranked.line_no
from ranked
left join mart_document as documents on ranked.document_id = documents.document_id
