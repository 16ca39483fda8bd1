-- one row per form that the filters leave
select
    project_id,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    form_type_label,
    adjusted_budget_yuan,
    executed_yuan,
    execution_rate,
    total_score_points,
    finding_count_high,
    file_name,
    line_no
from mart_project
where
    is_chosen($year, fiscal_year)
    and is_chosen($province, province_code)
    and is_chosen($city, city_code)
    and is_chosen($district, division_code)
    and is_chosen($department, department_name)
    and is_chosen($sector, sector_code)
    and is_chosen($form_type, form_type)
order by fiscal_year desc, division_code, project_id
