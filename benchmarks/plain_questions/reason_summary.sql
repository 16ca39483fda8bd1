-- one row: indicators that lost points, with and without a reason; and all reasons printed, beside full points or in a
-- funding row too; the points that the funding total lost stand beside, for they are in no indicator
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
),
printed as (
    select count(*) as reason_count, count(*) filter (where is_measure_only) as measure_only_count
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
),
executions as (
    select sum(weight_points - score_points)::decimal(18, 4) as execution_lost_points
    from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    count(project_id) as indicator_count,
    count(*) filter (where form_type = 'target_declaration') as declared_count,
    count(*) filter (where lost_points > 0) as losing_count,
    count(*) filter (where lost_points > 0 and has_stated_reason) as explained_count,
    count(*) filter (where lost_points > 0 and not has_stated_reason) as unexplained_count,
    coalesce(sum(lost_points) filter (where lost_points > 0), 0)::decimal(18, 4) as lost_points,
    coalesce(sum(lost_points) filter (where lost_points > 0 and not has_stated_reason), 0)::decimal(18, 4)
        as unexplained_points,
    any_value(printed.reason_count) as reason_count,
    any_value(printed.measure_only_count) as measure_only_count,
    any_value(executions.execution_lost_points) as execution_lost_points
from printed
cross join executions
left join filtered on true
