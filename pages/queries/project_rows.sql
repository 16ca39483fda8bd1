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
    document_label,
    line_no
from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
order by fiscal_year desc, division_code, project_id
