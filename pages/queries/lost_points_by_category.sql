-- one row per level-1 and level-2 name: indicators, those scored, points at stake, points lost, 得分率
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
sums as (
    select mart_category_cell.*
    from mart_category_cell
    inner join cells on mart_category_cell.cell_no = cells.cell_no
)
select
    level1_name,
    level2_name,
    sum(indicator_count)::bigint as indicator_count,
    sum(scored_count)::bigint as scored_count,
    sum(losing_count)::bigint as losing_count,
    sum(scored_weight_sum)::decimal(18, 4) as weight_points,
    sum(lost_points_sum)::decimal(18, 4) as lost_points,
    sum(score_points_sum)::double / nullif(sum(scored_weight_sum), 0)::double as score_rate,
    sum(full_below_target_count)::bigint as full_below_target_count
from sums
group by level1_name, level2_name
having sum(scored_count) > 0
order by lost_points desc, score_rate, level1_name, level2_name
