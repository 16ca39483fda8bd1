-- one row per form and check of its reading: what was compared, whether it agrees, and the cell to look at
select
    checks.project_id,
    projects.document_id,
    checks.check_no,
    checks.check_code,
    checks.check_part,
    checks.check_status,
    checks.checked_count,
    checks.agreed_count,
    checks.check_text,
    checks.section_code,
    checks.row_no,
    checks.field_name
from core_reading_check as checks
left join core_project as projects using (project_id)
