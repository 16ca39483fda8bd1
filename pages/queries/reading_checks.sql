-- one row per check of the reading of one form, in the order of the checks
select
    project_id,
    check_part,
    check_text,
    check_status,
    section_code,
    row_no,
    field_name
from mart_reading_check
where project_id = $form
order by check_no
