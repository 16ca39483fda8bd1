-- one row per cell of forms with indicators or printed reasons: sums over all its indicators, the forms that have some with what
-- their execution lost, and the reasons that its forms print
with sums as (
    select
        cell_no,
        sum(indicator_count)::bigint as indicator_count,
        sum(scored_count)::bigint as scored_count,
        sum(losing_count)::bigint as losing_count,
        sum(scored_weight_sum) as scored_weight_sum,
        sum(score_points_sum) as score_points_sum,
        sum(lost_points_sum) as lost_points_sum,
        sum(full_below_target_count)::bigint as full_below_target_count,
        sum(equal_off_count)::bigint as equal_off_count,
        sum(met_but_lost_count)::bigint as met_but_lost_count,
        sum(no_reason_count)::bigint as no_reason_count,
        sum(no_reason_points_sum) as no_reason_points_sum
    from mart_category_cell
    group by cell_no
),
forms as (
    select
        indicators.cell_no,
        count(*) as form_count,
        count(*) filter (is_scored) as scored_form_count,
        sum(executions.weight_points - executions.score_points) as execution_lost_points_sum
    from (
        select project_id, any_value(cell_no) as cell_no, bool_or(lost_points is not null) as is_scored
        from mart_indicator
        group by project_id
    ) as indicators
    left join mart_execution as executions on indicators.project_id = executions.project_id
    group by indicators.cell_no
),
reasons as (
    select
        cell_no,
        count(*) as reason_count,
        count(*) filter (is_measure_only) as measure_only_count
    from mart_deviation_reason
    group by cell_no
)
select
    cell_no,
    coalesce(forms.form_count, 0) as form_count,
    coalesce(forms.scored_form_count, 0) as scored_form_count,
    coalesce(sums.indicator_count, 0) as indicator_count,
    coalesce(sums.scored_count, 0) as scored_count,
    coalesce(sums.losing_count, 0) as losing_count,
    sums.scored_weight_sum,
    sums.score_points_sum,
    coalesce(sums.lost_points_sum, 0) as lost_points_sum,
    coalesce(sums.full_below_target_count, 0) as full_below_target_count,
    coalesce(sums.equal_off_count, 0) as equal_off_count,
    coalesce(sums.met_but_lost_count, 0) as met_but_lost_count,
    coalesce(sums.no_reason_count, 0) as no_reason_count,
    coalesce(sums.no_reason_points_sum, 0) as no_reason_points_sum,
    forms.execution_lost_points_sum,
    coalesce(reasons.reason_count, 0) as reason_count,
    coalesce(reasons.measure_only_count, 0) as measure_only_count
from sums
left join forms using (cell_no)
full outer join reasons using (cell_no)
