-- one row per rule with findings: how many, in how many forms, and how many of each severity, the severe first
select
    rule_id,
    count(*) as finding_count,
    count(distinct project_id) as form_count,
    concat_ws(
        '、',
        '高 ' || nullif(count(*) filter (severity = '高'), 0),
        '中 ' || nullif(count(*) filter (severity = '中'), 0),
        '低 ' || nullif(count(*) filter (severity = '低'), 0)
    ) as severities_text
from audit_finding
where source_kind = 'rule'
group by rule_id
order by rule_id
