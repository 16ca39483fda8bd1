-- one row per finding that was ever decided: its latest decision, the oldest first
select
    decision_no, decided_at, decided_by, is_login, verdict_code, note, finding_id, rule_id, message, printed, expected,
    project_id, section_code, row_no, subject_key, build_name
from finding_decision
where decision_no in (select max(decision_no) from finding_decision group by finding_id)
order by decision_no
