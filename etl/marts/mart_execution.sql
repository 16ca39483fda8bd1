-- one row per self-evaluation, with the money and line of its total funding row; forms without funding stay, empty
with forms as (select * from mart_project where form_type = 'self_evaluation'),
totals as (
    select project_id, row_no, printed_execution_rate, weight_points, score_points
    from core_fund
    where fund_source_code = 'total'
    qualify row_number() over (partition by project_id order by row_no) = 1
),
lines as (
    select project_id, row_no, min(line_no) as line_no
    from raw_form_field
    where section_code = 'fund'
    group by project_id, row_no
)
select
    forms.project_id,
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
    forms.has_funding,
    forms.initial_budget_yuan,
    forms.adjusted_budget_yuan,
    forms.executed_yuan,
    forms.adjusted_budget_yuan - forms.executed_yuan as unspent_yuan,
    forms.execution_rate,
    totals.printed_execution_rate,
    case
        when forms.execution_rate is null then '没有执行率'
        when forms.executed_yuan > forms.adjusted_budget_yuan then '>100%'
        when forms.executed_yuan = forms.adjusted_budget_yuan then '100%'
        when forms.execution_rate >= 0.9 then '90–100%'
        when forms.execution_rate >= 0.8 then '80–90%'
        when forms.execution_rate >= 0.5 then '50–80%'
        else '<50%'
    end as execution_band,
    totals.weight_points,
    totals.score_points,
    forms.total_score_points,
    totals.row_no,
    forms.document_label,
    coalesce(lines.line_no, forms.line_no) as line_no
from forms
left join totals using (project_id)
left join lines on lines.project_id = totals.project_id and lines.row_no = totals.row_no
