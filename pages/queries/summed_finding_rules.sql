-- one row per rule, or kind of reading problem, that has a finding in the build, out of the sums by cell: `finding_rules` gives the same
-- of findings that stand in for those of the build
select
    mart_finding_cell.rule_id,
    coalesce(any_value(meta_rule.rule_title), any_value(mart_finding_cell.rule_id)) as rule_title,
    sum(mart_finding_cell.finding_count)::bigint as finding_count
from mart_finding_cell
left join meta_rule on mart_finding_cell.rule_id = meta_rule.rule_id
group by mart_finding_cell.rule_id
order by mart_finding_cell.rule_id
