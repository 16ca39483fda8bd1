-- one row per district, or per department and district, as $lost_by says: indicators of the chosen level-2 categories that were scored, points
-- at stake, points lost, 得分率
with filtered as (
    select *, if($lost_by = 'department', department_name, division_label) as group_name
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
    where is_chosen($category, level2_name)
)
select
    group_name,
    division_label,
    count(lost_points) as scored_count,
    count(*) filter (where lost_points > 0) as losing_count,
    sum(weight_points) filter (where lost_points is not null)::decimal(18, 4) as weight_points,
    coalesce(sum(lost_points) filter (where lost_points > 0), 0)::decimal(18, 4) as lost_points,
    sum(score_points) filter (where lost_points is not null)::double
        / nullif(sum(weight_points) filter (where lost_points is not null), 0)::double as score_rate,
    count(*) filter (
        where lost_points = 0 and is_off_target(target_operator, distance_rate)
    ) as full_below_target_count
from filtered
group by group_name, division_label
having count(lost_points) > 0
order by lost_points desc, score_rate, group_name, division_label
