-- one row per indicator that lost points and prints no reason, the most points first, out of the low ones
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    low.project_id,
    low.row_no,
    low.fiscal_year,
    low.division_label,
    low.department_name,
    low.project_name,
    low.level1_name,
    low.level2_name,
    low.level3_name,
    low.target_text,
    low.actual_text,
    low.weight_points,
    low.score_points,
    low.lost_points,
    low.document_label,
    low.line_no
from mart_low_indicator as low
semi join cells on low.cell_no = cells.cell_no
where low.lost_points > 0 and low.deviation_reason_text is null
order by low.lost_points desc, low.project_id, low.row_no
