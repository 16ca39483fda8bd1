-- one row per printed reason of all forms in the order in which the build numbers them; `deviation_reasons` gives the same of the forms
-- that filters leave
with classed as (
    select
        *,
        reason_classes(reason_class_codes, reason_class_names) as classes
    from mart_reason_line
)
select
    project_id,
    reason_source as section_code,
    row_no,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    deviation_reason_text,
    class_names(classes, false) as cause_names,
    class_names(classes, true) as measure_names,
    is_measure_only,
    group_name,
    document_label,
    line_no
from classed
order by reason_no
limit $row_limit offset $row_offset
