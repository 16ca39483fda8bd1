-- one row per finding of the build among those asked for by id
select audit_finding.finding_id
from audit_finding
where list_contains($finding_ids::varchar[], audit_finding.finding_id)
