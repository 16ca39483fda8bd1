-- one row: indicators that lost points, with and without a reason; and all reasons printed, beside full points or in a
-- funding row too; the points that the funding total lost stand beside, for they are in no indicator
with cells as (
    select cell_no, form_type, execution_lost_points_sum
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
sums as (
    select cells.*, mart_indicator_cell.* exclude (cell_no, execution_lost_points_sum)
    from cells
    left join mart_indicator_cell on cells.cell_no = mart_indicator_cell.cell_no
)
select
    coalesce(sum(indicator_count), 0)::bigint as indicator_count,
    coalesce(sum(indicator_count) filter (form_type = 'target_declaration'), 0)::bigint as declared_count,
    coalesce(sum(losing_count), 0)::bigint as losing_count,
    coalesce(sum(losing_count - no_reason_count), 0)::bigint as explained_count,
    coalesce(sum(no_reason_count), 0)::bigint as unexplained_count,
    coalesce(sum(lost_points_sum), 0)::decimal(18, 4) as lost_points,
    coalesce(sum(no_reason_points_sum), 0)::decimal(18, 4) as unexplained_points,
    coalesce(sum(reason_count), 0)::bigint as reason_count,
    coalesce(sum(measure_only_count), 0)::bigint as measure_only_count,
    sum(execution_lost_points_sum)::decimal(18, 4) as execution_lost_points
from sums
