-- one row per cell of forms, rule, severity and kind of source: findings, forms concerned and their money, each form once; cell 0 has
-- the findings about a whole document, which stand in no form
with hits as (
    select project_id, rule_id, severity, source_kind, count(*) as finding_count
    from audit_finding
    group by project_id, rule_id, severity, source_kind
)
select
    coalesce(forms.cell_no, 0) as cell_no,
    hits.rule_id,
    hits.severity,
    hits.source_kind,
    sum(hits.finding_count)::bigint as finding_count,
    count(forms.project_id) as form_count,
    sum(forms.executed_yuan) as executed_yuan
from hits
left join mart_project as forms on hits.project_id = forms.project_id
group by coalesce(forms.cell_no, 0), hits.rule_id, hits.severity, hits.source_kind
