-- one row: how many indicators were scored, how many lost points or stand below target with full points, and how many
-- say nothing; the points that the funding total lost stand beside, for they are in no indicator
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
),
executions as (
    select
        sum(weight_points - score_points)::decimal(18, 4) as execution_lost_points,
        count(weight_points - score_points) as execution_scored_count
    from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    count(project_id) as indicator_count,
    count(distinct project_id) as form_count,
    count(lost_points) as scored_count,
    count(distinct case when lost_points is not null then project_id end) as scored_form_count,
    count(*) filter (where form_type = 'target_declaration') as declared_count,
    count(*) filter (where form_type <> 'target_declaration' and lost_points is null) as unscored_count,
    count(*) filter (where lost_points > 0) as losing_count,
    coalesce(sum(lost_points) filter (where lost_points > 0), 0)::decimal(18, 4) as lost_points,
    sum(score_points) filter (where lost_points is not null)::double
        / nullif(sum(weight_points) filter (where lost_points is not null), 0)::double as score_rate,
    count(*) filter (
        where lost_points = 0 and is_off_target(target_operator, distance_rate)
    ) as full_below_target_count,
    count(*) filter (where lost_points > 0 and not has_stated_reason) as no_reason_count,
    count(*) filter (
        where distance_class(target_operator, distance_rate, lost_points) = '达到目标却扣分'
    ) as met_but_lost_count,
    count(*) filter (
        where distance_class(target_operator, distance_rate, lost_points) = '等于型目标偏离'
    ) as equal_off_count,
    any_value(executions.execution_lost_points) as execution_lost_points,
    any_value(executions.execution_scored_count) as execution_scored_count
from executions
left join filtered on true
