-- one row per group of the reasons that `deviation_reasons` lists, in its order: how many, and how many points they lost
with filtered as (
    select *
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    group_name,
    count(*) as reason_count,
    sum(lost_points)::decimal(18, 4) as lost_points
from matching_reasons('filtered', $words, $measure_only, $cause, $measure, $grouping)
group by group_name
order by sum(lost_points) desc nulls last, group_name
