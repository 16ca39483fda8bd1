-- A macro of every opened build: the totals of the self-evaluations of a table (or of an expression of the question): as printed, by
-- the formula, and after the severe findings.
create macro scores(table_name) as table (
    select
        project_id,
        project_name,
        self_score_points,
        full_points,
        formula_score_points,
        formula_proven_points,
        formula_unproven_points,
        audited_score_points,
        audited_proven_points,
        audited_unproven_points,
        proven_excess_points::decimal(9, 2) as proven_excess_points,  -- beyond cents it is the rounding of parts
        score_verdict,
        part_count,
        formula_part_count,
        audited_part_count,
        scoring_scheme_name,
        division_label,
        department_name,
        fiscal_year,
        executed_yuan,
        document_label,
        line_no
    from query_table(table_name)
)
