-- one row per form among the 5,000 self-evaluations whose points are proven least, in the order of the page
select
    row_number() over (
        order by audited_proven_points / nullif(full_points, 0) nulls last, executed_yuan desc nulls last, project_id
    ) as score_no,
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
    proven_excess_points,
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
from (
    select *
    from mart_recomputed_score
    order by audited_proven_points / nullif(full_points, 0) nulls last, executed_yuan desc nulls last, project_id
    limit 5000
)
