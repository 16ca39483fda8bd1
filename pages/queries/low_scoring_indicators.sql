-- one row per scored indicator that lost points, or that has full points although its value is worse than its target;
-- the most points lost first, then the lowest 得分率, then the farthest below target: the order in which the build numbers them
-- the two classes of distance that cut across, 等于型目标偏离 and 达到目标却扣分, may be chosen like the kinds
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    concat(low.project_id, '/', low.row_no) as indicator_id,
    low.project_id,
    low.row_no,
    low.fiscal_year,
    low.division_label,
    low.department_name,
    low.project_name,
    low.level1_name,
    low.level2_name,
    low.level3_name,
    low.target_text,
    low.actual_text,
    low.weight_points,
    low.score_points,
    low.lost_points,
    low.score_rate,
    low.distance_rate,
    low.distance_status,
    low.loss_kind,
    low.distance_class,
    low.is_score_inferred,
    low.deviation_reason_text,
    low.document_label,
    low.line_no
from mart_low_indicator as low
semi join cells on low.cell_no = cells.cell_no
where is_chosen($loss_kind, low.loss_kind) or is_chosen($loss_kind, coalesce(low.distance_class, low.loss_kind))
order by low.low_no
