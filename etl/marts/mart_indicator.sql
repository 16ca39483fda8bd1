-- one row per level-3 indicator, with the place of its form and its own line; lost points where weight and score are printed
with indicators as (select * from core_indicator),
forms as (select * from mart_project),
lines as (
    select project_id, row_no, coalesce(min(line_no) filter (field_name = 'level3'), min(line_no)) as line_no
    from raw_form_field
    where section_code = 'indicator'
    group by project_id, row_no
)
select
    indicators.project_id,
    indicators.row_no,
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
    forms.family_id,
    indicators.level1_name,
    indicators.level2_name,
    indicators.level3_name,
    indicators.category_code,
    indicators.category_name,
    indicators.target_text,
    indicators.target_kind,
    indicators.target_operator,
    indicators.target_value,
    indicators.target_unit,
    indicators.actual_text,
    indicators.actual_value,
    indicators.actual_unit,
    indicators.weight_points,
    indicators.score_points,
    indicators.weight_points - indicators.score_points as lost_points,
    indicators.score_rate,
    indicators.distance_rate,
    indicators.distance_status,
    indicators.is_score_inferred,
    indicators.deviation_reason_text,
    indicators.has_stated_reason,
    forms.document_label,
    lines.line_no,
    forms.cell_no
from indicators
join forms using (project_id)
left join lines using (project_id, row_no)
