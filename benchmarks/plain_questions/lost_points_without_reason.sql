-- one row per indicator that lost points and states no reason, the most points first
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    project_id,
    row_no,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    deviation_reason_text,
    document_label,
    line_no
from filtered
where lost_points > 0 and not has_stated_reason
order by lost_points desc, project_id, row_no
