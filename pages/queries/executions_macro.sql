-- A macro of every opened build: the columns that are shown of the executions of a table (or of an expression of the question).
create macro executions(table_name) as table (
    select
        project_id,
        row_no,
        fiscal_year,
        division_code,
        division_label,
        department_name,
        unit_name,
        project_name,
        initial_budget_yuan,
        adjusted_budget_yuan,
        executed_yuan,
        unspent_yuan,
        execution_rate,
        printed_execution_rate,
        checked_rate(printed_execution_rate, execution_rate) as rate_check,
        coalesce(execution_band, '没有执行率') as execution_band,
        score_points,
        total_score_points,
        document_label,
        line_no
    from query_table(table_name)
)
