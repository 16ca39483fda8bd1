-- one row per self-evaluation of all forms, the least proven first: the first ones, as the build numbers them; `recomputed_scores` gives
-- all of them, and those that filters leave
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
    proven_excess_points::decimal(9, 2) as proven_excess_points,
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
from mart_first_score
order by score_no
limit $row_limit offset $row_offset
