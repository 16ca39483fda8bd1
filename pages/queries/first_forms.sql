-- one row per form, the last years first: those of all that the build keeps; `project_rows` gives all of them, and those that filters
-- leave
select * exclude (division_code)
from listed_forms('mart_first_form')
order by fiscal_year desc, division_code, project_id
limit $row_limit offset $row_offset
