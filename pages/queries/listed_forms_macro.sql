-- A macro of every opened build: the columns by which a form is chosen, of the forms of a table (or of an expression of the question).
create macro listed_forms(table_name) as table (
    select
        project_id,
        fiscal_year,
        division_code,
        division_label,
        department_name,
        project_name,
        form_type_label,
        initial_budget_yuan,
        adjusted_budget_yuan,
        executed_yuan,
        execution_rate,
        total_score_points,
        finding_count_high,
        document_label,
        line_no
    from query_table(table_name)
)
