-- one row per department and district: forms and indicators scored, points that indicators and the funding total lost, 得分率
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
),
executions as (
    select
        department_name,
        division_label,
        sum(weight_points - score_points)::decimal(18, 4) as execution_lost_points
    from mart_execution
    where project_id in (select project_id from filtered)
    group by department_name, division_label
),
indicators as (
    select
        department_name,
        division_label,
        count(distinct project_id) as form_count,
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
    group by department_name, division_label
    having count(lost_points) > 0
)
select
    indicators.department_name,
    indicators.division_label,
    indicators.form_count,
    indicators.scored_count,
    indicators.losing_count,
    indicators.weight_points,
    indicators.lost_points,
    executions.execution_lost_points,
    indicators.score_rate,
    indicators.full_below_target_count
from indicators
left join executions
    on indicators.department_name is not distinct from executions.department_name
    and indicators.division_label is not distinct from executions.division_label
order by
    indicators.lost_points desc, indicators.score_rate, indicators.department_name, indicators.division_label
