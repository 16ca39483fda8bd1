-- one row per finding under tried rules: those of the build but of the rules in tried_rule, and those that these find, in tried_finding
with together as (
    select *
    from memory.main.audit_finding
    where coalesce(not list_contains((select list(rule_id) from tried_rule), rule_id), true)
    union all by name
    select * from tried_finding
)
select
    fiscal_year,
    division_code,
    finding_id,
    source_kind,
    rule_id,
    severity,
    document_id,
    project_id,
    section_code,
    field_name,
    row_no,
    message,
    expected,
    printed,
    line_no,
    place_text
from together
