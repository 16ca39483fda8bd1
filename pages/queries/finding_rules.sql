-- one row per rule, or kind of reading problem, that has a finding in the build
select
    audit_finding.rule_id,
    coalesce(any_value(meta_rule.rule_title), any_value(audit_finding.rule_id)) as rule_title,
    count(*) as finding_count
from audit_finding
left join meta_rule on audit_finding.rule_id = meta_rule.rule_id
group by audit_finding.rule_id
order by audit_finding.rule_id
