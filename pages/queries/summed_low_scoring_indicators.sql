-- one row per scored indicator of all forms that lost points, or that has full points although its value is worse than its target, in
-- the order in which the build numbers them; `low_scoring_indicators` gives the same of the forms that filters leave
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
where is_chosen($loss_kind, low.loss_kind) or is_chosen($loss_kind, coalesce(low.distance_class, low.loss_kind))
order by low.low_no
