-- one row: how many indicators were scored, how many lost points or stand below target with full points, and how many
-- say nothing; the points that the funding total lost stand beside, for they are in no indicator
with cells as (
    select cell_no, form_type, execution_lost_points_sum, execution_scored_count
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
sums as (
    select cells.*, mart_indicator_cell.* exclude (cell_no, execution_lost_points_sum)
    from cells
    left join mart_indicator_cell on cells.cell_no = mart_indicator_cell.cell_no
)
select
    coalesce(sum(indicator_count), 0)::bigint as indicator_count,
    coalesce(sum(form_count), 0)::bigint as form_count,
    coalesce(sum(scored_count), 0)::bigint as scored_count,
    coalesce(sum(scored_form_count), 0)::bigint as scored_form_count,
    coalesce(sum(indicator_count) filter (form_type = 'target_declaration'), 0)::bigint as declared_count,
    coalesce(sum(indicator_count - scored_count) filter (form_type <> 'target_declaration'), 0)::bigint as unscored_count,
    coalesce(sum(losing_count), 0)::bigint as losing_count,
    coalesce(sum(lost_points_sum), 0)::decimal(18, 4) as lost_points,
    sum(score_points_sum)::double / nullif(sum(scored_weight_sum), 0)::double as score_rate,
    coalesce(sum(full_below_target_count), 0)::bigint as full_below_target_count,
    coalesce(sum(no_reason_count), 0)::bigint as no_reason_count,
    coalesce(sum(met_but_lost_count), 0)::bigint as met_but_lost_count,
    coalesce(sum(equal_off_count), 0)::bigint as equal_off_count,
    sum(execution_lost_points_sum)::decimal(18, 4) as execution_lost_points,
    coalesce(sum(execution_scored_count), 0)::bigint as execution_scored_count
from sums
