-- A macro of every opened build: the columns that are shown of the forms that the build ranks by how little they are to be believed, of
-- a table (or of an expression of the question), with their rank.
create macro ranked_forms(table_name) as table (
    select
        worst_no,
        project_id,
        project_name,
        reasons_text,
        high_fact_count,
        middle_fact_count,
        low_fact_count,
        distrust_weight,
        rule_finding_count as finding_count,
        amount_yuan,
        total_score_points,
        audited_proven_points,
        full_points,
        form_type_label,
        division_label,
        department_name,
        fiscal_year,
        document_label,
        line_no
    from query_table(table_name)
)
