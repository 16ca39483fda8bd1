-- A macro of every opened build: of the executions with a rate of a table (or of an expression of the question) so many, drawn evenly
-- by a number that follows from the form, the same on every run.
create macro drawn_executions(table_name, most) as table (
    select
        project_id,
        fiscal_year,
        division_label,
        department_name,
        project_name,
        adjusted_budget_yuan,
        executed_yuan,
        unspent_yuan,
        execution_rate,
        execution_band
    from query_table(table_name)
    where execution_rate is not null
    qualify row_number() over (order by hash(project_id), project_id) <= most
)
