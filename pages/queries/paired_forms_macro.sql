-- A macro of every opened build: declaration and self-evaluation side by side for each row of a table of pairs (or of an expression of
-- the question), which has declaration_id, evaluation_id and pair_no, the place of the pair in the order of the page; the forms are those of
-- another table, which is shaped as mart_family_member.
create macro paired_forms(pairs_table, members_table) as table (
    select
        pairs.pair_no,
        declared.project_id as declaration_id,
        evaluated.project_id as evaluation_id,
        evaluated.division_label,
        evaluated.family_name,
        declared.project_name as declaration_name,
        evaluated.project_name as evaluation_name,
        coalesce(declared.unit_name, declared.department_name) as declaration_unit_name,
        coalesce(evaluated.unit_name, evaluated.department_name) as evaluation_unit_name,
        declared.fiscal_year as declaration_year,
        evaluated.fiscal_year as evaluation_year,
        evaluated.fiscal_year - declared.fiscal_year as year_gap,
        declared.initial_budget_yuan as declared_yuan,
        evaluated.initial_budget_yuan,
        evaluated.adjusted_budget_yuan,
        evaluated.executed_yuan,
        evaluated.execution_rate,
        evaluated.total_score_points,
        declared.indicator_count as declared_indicator_count,
        evaluated.indicator_count as evaluated_indicator_count,
        evaluated.evidence,
        evaluated.decided_by
    from query_table(pairs_table) as pairs
    inner join query_table(members_table) as declared on pairs.declaration_id = declared.project_id
    inner join query_table(members_table) as evaluated on pairs.evaluation_id = evaluated.project_id
)
