-- one row per decision on a finding, or on an earlier finding of the same rule at the same place of the form, the latest first
select decision_no, decided_at, decided_by, is_login, verdict_code, note, finding_id, printed, expected, build_name
from finding_decision
where finding_id = $finding_id or subject_key = $subject_key
order by decision_no desc
limit 100
