-- one row per printed reason that holds every word looked for; together what $grouping ('category' or 'department') puts together, the
-- costliest group first
with filtered as (
    select *
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    project_id,
    reason_source as section_code,
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
    class_names(classes, false) as cause_names,
    class_names(classes, true) as measure_names,
    is_measure_only,
    group_name,
    document_label,
    line_no
from matching_reasons('filtered', $words, $measure_only, $cause, $measure, $grouping)
order by
    sum(lost_points) over (partition by group_name) desc nulls last,
    group_name,
    lost_points desc nulls last,
    project_id,
    row_no,
    section_code
