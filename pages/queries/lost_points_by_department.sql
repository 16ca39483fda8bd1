-- one row per department and district: forms and indicators scored, points that indicators and the funding total lost, 得分率
with cells as (
    select cell_no, department_name, division_label
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
sums as (
    select cells.department_name, cells.division_label, mart_indicator_cell.*
    from cells
    inner join mart_indicator_cell on cells.cell_no = mart_indicator_cell.cell_no
)
select
    department_name,
    division_label,
    sum(form_count)::bigint as form_count,
    sum(scored_count)::bigint as scored_count,
    sum(losing_count)::bigint as losing_count,
    sum(scored_weight_sum)::decimal(18, 4) as weight_points,
    sum(lost_points_sum)::decimal(18, 4) as lost_points,
    sum(execution_lost_points_sum)::decimal(18, 4) as execution_lost_points,
    sum(score_points_sum)::double / nullif(sum(scored_weight_sum), 0)::double as score_rate,
    sum(full_below_target_count)::bigint as full_below_target_count
from sums
group by department_name, division_label
having sum(scored_count) > 0
order by lost_points desc, score_rate, department_name, division_label
