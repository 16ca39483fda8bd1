-- one row: the recomputed total of one self-evaluation; none for a declaration
select
    self_score_points,
    full_points,
    formula_score_points,
    formula_proven_points,
    formula_unproven_points,
    audited_score_points,
    audited_proven_points,
    audited_unproven_points,
    proven_excess_points,
    score_verdict,
    scoring_scheme_name
from mart_recomputed_score
where project_id = $id
