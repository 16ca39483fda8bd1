-- A macro of every opened build: the scored indicators that lost points, or that have full points although their values are worse
-- than their targets, of a table shaped as mart_low_indicator and of the chosen kinds, with the number in the order of the page and the
-- cell of their form. The two classes of distance that cut across, 等于型目标偏离 and 达到目标却扣分, may be chosen like the kinds.
create macro low_indicators(table_name, loss_kinds) as table (
    select
        low.low_no,
        low.cell_no,
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
        low.has_stated_reason,
        low.document_label,
        low.line_no
    from query_table(table_name) as low
    where is_chosen(loss_kinds, low.loss_kind) or is_chosen(loss_kinds, coalesce(low.distance_class, low.loss_kind))
)
