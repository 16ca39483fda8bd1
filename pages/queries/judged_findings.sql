-- one row per finding under tried rules: those of the build but of the rules in tried_rule, and those that these find, in tried_finding
select *
from memory.main.audit_finding
where coalesce(not list_contains((select list(rule_id) from tried_rule), rule_id), true)
union all by name
select * from tried_finding
