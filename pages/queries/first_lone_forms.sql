-- one row per form whose family has no form of the other kind in the same district: those of all forms that the build
-- keeps; `forms_without_pair` gives all of them, and those that filters leave
select
    project_id,
    form_type_label,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    family_name,
    initial_budget_yuan,
    executed_yuan
from mart_first_lone_form
order by form_type, fiscal_year, division_code, project_id
limit $row_limit offset $row_offset
