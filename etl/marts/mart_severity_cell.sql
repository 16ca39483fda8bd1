-- one row per cell of forms and severity: findings of all rules, and forms that have one; cell 0 has those that stand in no form
select
    coalesce(members.cell_no, 0) as cell_no,
    audit_finding.severity,
    count(*) as finding_count,
    count(distinct audit_finding.project_id) as form_count
from audit_finding
left join (select project_id, cell_no from mart_project) as members on audit_finding.project_id = members.project_id
group by coalesce(members.cell_no, 0), audit_finding.severity
