-- one row per form beside which no form of the other kind stands: those of all forms that the build
-- keeps; `forms_without_pair` gives all of them, and those that filters leave
select * exclude (form_type, division_code)
from lone_forms('mart_first_lone_form')
order by form_type, fiscal_year, division_code, project_id
limit $row_limit offset $row_offset
