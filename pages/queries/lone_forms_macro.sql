-- A macro of every opened build: the columns that are shown of the forms without a pair of a table (or of an expression of the question),
-- with the kind of form and the code of the place, by which they are ordered.
create macro lone_forms(table_name) as table (
    select
        project_id,
        form_type,
        form_type_label,
        fiscal_year,
        division_code,
        division_label,
        department_name,
        project_name,
        family_name,
        initial_budget_yuan,
        executed_yuan
    from query_table(table_name)
)
