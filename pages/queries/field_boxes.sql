-- one row per place of one printed field on the pages of its original, as fractions of the shown page
select
    page_no,
    box_left,
    box_top,
    box_right,
    box_bottom
from raw_field_box
where project_id = $id
    and section_code = $section
    and row_no is not distinct from $row
    and field_name = $field
order by piece_no
