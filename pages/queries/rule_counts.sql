-- one row per rule with findings: how many, and in how many forms
select rule_id, count(*) as finding_count, count(distinct project_id) as form_count
from audit_finding
where source_kind = 'rule'
group by rule_id
order by rule_id
