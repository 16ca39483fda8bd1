-- one row: the printed cell that a finding names by its line and cell; none where nothing is printed there
select section_code, row_no, field_name
from raw_form_field
where
    project_id = $project_id
    and line_no = $line_no
    and $place_text = '第 ' || line_no || ' 行第 ' || column_no || ' 格'
order by section_code = $section_code desc, section_code, row_no, field_name
limit 1
