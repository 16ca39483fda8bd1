-- one row per scored row of the sampled forms, as the reviewer's sheet wants it: the execution of the budget where the form gives
-- it points (row 0, so that weights and scores sum up as on the form), then its indicators
with forms as materialized (
    select project_id, cell_no
    from mart_project
    where list_contains($project_ids::varchar[], project_id)
),
scored as (
    select
        project_id,
        row_no,
        'indicator' as section_code,
        row_no as printed_row_no,
        project_name,
        level1_name,
        level2_name,
        level3_name,
        case target_kind
            when 'numeric' then '定量'
            when 'date' then '定量'
            when 'qualitative' then '定性'
        end as indicator_nature,
        target_text,
        target_unit,
        target_kind,
        target_operator,
        target_value,
        weight_points,
        actual_text,
        score_points,
        deviation_reason_text
    from mart_indicator
    -- rows are stored by the number of the cell: a file is read where the cells of these forms stand
    where cell_no in (select cell_no from forms)
    union all by name
    -- the rate as it is printed: the form prints no target for it
    select
        project_id,
        0 as row_no,
        'fund' as section_code,
        row_no as printed_row_no,
        project_name,
        '预算执行' as level1_name,
        '预算执行率' as level2_name,
        '预算执行率' as level3_name,
        '定量' as indicator_nature,
        '%' as target_unit,
        weight_points,
        format('{:g}%', round(printed_execution_rate * 100, 4)) as actual_text,
        score_points
    from mart_execution
    where form_type = 'self_evaluation' and (weight_points > 0 or score_points is not null)
)
select
    scored.project_id,
    scored.row_no,
    scored.section_code,
    scored.printed_row_no,
    scored.project_name,
    scored.level1_name,
    scored.level2_name,
    scored.level3_name,
    scored.indicator_nature,
    scored.target_text,
    scored.target_unit,
    scored.target_kind,
    scored.target_operator,
    scored.target_value,
    scored.weight_points,
    scored.actual_text,
    scored.score_points,
    scored.deviation_reason_text
from scored
where list_contains($project_ids::varchar[], scored.project_id)
order by scored.project_id, scored.row_no
