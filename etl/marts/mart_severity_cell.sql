-- one row per cell of forms and severity: findings of all rules, and forms that have one; cell 0 has those that stand in no form
with hits as (
    select project_id, severity, count(*) as finding_count
    from audit_finding
    group by project_id, severity
)
select
    coalesce(forms.cell_no, 0) as cell_no,
    hits.severity,
    sum(hits.finding_count)::bigint as finding_count,
    count(forms.project_id) as form_count
from hits
left join mart_project as forms on hits.project_id = forms.project_id
group by coalesce(forms.cell_no, 0), hits.severity
