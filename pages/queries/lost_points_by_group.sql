-- one row per district, or per department and district, as $lost_by says: indicators of the chosen level-2 categories that were scored, points
-- at stake, points lost, 得分率
with cells as (
    select cell_no, division_label, if($lost_by = 'department', department_name, division_label) as group_name
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
sums as (
    select cells.group_name, cells.division_label, mart_category_cell.*
    from cells
    inner join mart_category_cell on cells.cell_no = mart_category_cell.cell_no
    where is_chosen($category, mart_category_cell.level2_name)
)
select
    group_name,
    division_label,
    sum(scored_count)::bigint as scored_count,
    sum(losing_count)::bigint as losing_count,
    sum(scored_weight_sum)::decimal(18, 4) as weight_points,
    sum(lost_points_sum)::decimal(18, 4) as lost_points,
    sum(score_points_sum)::double / nullif(sum(scored_weight_sum), 0)::double as score_rate,
    sum(full_below_target_count)::bigint as full_below_target_count
from sums
group by group_name, division_label
having sum(scored_count) > 0
order by lost_points desc, score_rate, group_name, division_label
