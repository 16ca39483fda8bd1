-- one row per cell of forms, rule, severity and kind of source: findings, forms concerned and their money, each form once; cell 0 has
-- the findings about a whole document, which stand in no form
with hits as (
    select
        coalesce(members.cell_no, 0) as cell_no,
        audit_finding.rule_id,
        audit_finding.severity,
        audit_finding.source_kind,
        audit_finding.project_id,
        count(*) as finding_count
    from audit_finding
    left join (select project_id, cell_no from mart_project) as members on audit_finding.project_id = members.project_id
    group by all
)
select
    hits.cell_no,
    hits.rule_id,
    hits.severity,
    hits.source_kind,
    sum(hits.finding_count)::bigint as finding_count,
    count(forms.project_id) as form_count,
    sum(forms.executed_yuan) as executed_yuan
from hits
left join mart_project as forms on hits.project_id = forms.project_id
group by hits.cell_no, hits.rule_id, hits.severity, hits.source_kind
