-- one row per printed reason: of an indicator, or of a funding row (then level 3 is the label of that row)
with reasons as (select * from core_deviation_reason),
forms as (select * from mart_project),
indicators as (select * from core_indicator),
funds as (select * from core_fund),
explained as (
    select project_id, row_no, 'indicator' as reason_source, level1_name, level2_name, level3_name, target_text,
        actual_text, weight_points, score_points
    from indicators
    union all
    select project_id, row_no, 'fund', null, null, fund_label_text, null, null, weight_points, score_points
    from funds
),
-- an indicator is where its level 3 is printed, a funding row where its first cell is
lines as (
    select
        project_id,
        row_no,
        section_code as reason_source,
        coalesce(min(line_no) filter (field_name = 'level3'), min(line_no)) as line_no
    from raw_form_field
    where section_code in ('indicator', 'fund')
    group by project_id, row_no, section_code
)
select
    reasons.project_id,
    reasons.row_no,
    reasons.reason_source,
    forms.form_type,
    forms.fiscal_year,
    forms.province_code,
    forms.province_name,
    forms.city_code,
    forms.city_name,
    forms.division_code,
    forms.division_label,
    forms.department_name,
    forms.unit_name,
    forms.sector_code,
    forms.sector_name,
    forms.project_name,
    explained.level1_name,
    explained.level2_name,
    explained.level3_name,
    explained.target_text,
    explained.actual_text,
    explained.weight_points,
    explained.score_points,
    explained.weight_points - explained.score_points as lost_points,
    reasons.deviation_reason_text,
    reasons.reason_class_codes,
    reasons.reason_class_names,
    reasons.is_measure_only,
    forms.document_label,
    lines.line_no,
    forms.cell_no
from reasons
join forms using (project_id)
left join explained using (project_id, row_no, reason_source)
left join lines using (project_id, row_no, reason_source)
