-- one row per printed reason that holds every word looked for; together what $grouping ('category' or 'department') puts together, the
-- costliest group first
with filtered as (
    select *
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
),
numbered as (
    select *, null as place_no
    from matching_reasons('filtered', $words, $measure_only, $cause, $measure, $grouping)
)
select * exclude (place_no)
from listed_reasons('numbered')
order by
    sum(lost_points) over (partition by group_name) desc nulls last,
    group_name,
    lost_points desc nulls last,
    project_id,
    row_no,
    section_code
