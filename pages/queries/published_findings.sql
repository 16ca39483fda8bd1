-- one row per finding, of the build or under tried rules
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
from audit_finding
