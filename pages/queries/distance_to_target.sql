-- one row per indicator whose distance to its target can be computed: positive is better than the target; for a target of = it is
-- above it, which is no better
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    concat(project_id, '/', row_no) as indicator_id,
    project_id,
    row_no,
    fiscal_year,
    division_label,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    distance_rate,
    distance_class(target_operator, distance_rate, lost_points) as distance_class
from filtered
where distance_rate is not null
order by distance_rate, project_id, row_no
