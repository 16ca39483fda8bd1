-- one row: the form of an id with its money, scores and findings; none for an unknown id
select
    forms.project_id,
    forms.document_id,
    forms.form_type,
    forms.form_type_label,
    forms.fiscal_year,
    forms.province_name,
    forms.division_label,
    forms.department_name,
    forms.unit_name,
    forms.project_name,
    forms.family_id,
    forms.family_name,
    forms.has_funding,
    forms.initial_budget_yuan,
    forms.adjusted_budget_yuan,
    forms.executed_yuan,
    forms.execution_rate,
    executions.printed_execution_rate,
    executions.unspent_yuan,
    executions.row_no as fund_row_no,
    forms.total_score_points,
    forms.printed_grade,
    forms.derived_grade,
    forms.indicator_count,
    forms.lost_points,
    forms.finding_count,
    forms.finding_count_high,
    forms.file_name,
    forms.line_no
from mart_project as forms
left join mart_execution as executions using (project_id)
where forms.project_id = $id
