-- one row per rule that the build can ask again: its query, whether the bureau runs it, and why not
select
    rule_id,
    rule_title,
    severity,
    meaning,
    finding_count,
    parameters_text,
    is_enabled,
    off_reason_text,
    fact_name,
    section_code,
    field_name,
    query_text
from meta_rule
where query_text is not null
order by rule_id
