-- one row per filtered self-evaluation: its total as printed, by the formula, and after the severe findings; the least proven first
with filtered as (
    select *
    from chosen_rows('mart_recomputed_score', $year, $province, $city, $district, $department, $sector, $form_type)
)
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
from filtered
order by
    audited_proven_points / nullif(full_points, 0) nulls last,
    executed_yuan desc nulls last,
    project_id
