-- one row per indicator of one subject that lost points or stands off its target with full points, the most points lost first
select
    project_id,
    row_no,
    fiscal_year,
    project_name,
    level3_name,
    target_operator,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    distance_rate,
    deviation_reason_text,
    document_label,
    line_no
from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
where
    is_chosen($unit, unit_name)
    and (lost_points > 0 or (lost_points = 0 and is_off_target(target_operator, distance_rate)))
order by lost_points desc, distance_rate nulls last, project_id, row_no
