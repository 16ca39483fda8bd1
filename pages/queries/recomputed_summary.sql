-- one row on all filtered self-evaluations: how many there are, their points as printed and as far as proven, how the verdicts fall
with filtered as (
    select *
    from chosen_rows('mart_recomputed_score', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    count(*) as evaluation_count,
    count(full_points) as with_full_count,
    coalesce(sum(full_points), 0) as full_points,
    coalesce(sum(formula_proven_points) filter (full_points is not null), 0) as formula_proven_points,
    coalesce(sum(audited_proven_points) filter (full_points is not null), 0) as audited_proven_points,
    count(audited_score_points) as wholly_proven_count,
    count(*) filter (contains(score_verdict, '偏高')) as too_high_count,
    count(*) filter (contains(score_verdict, '偏低')) as too_low_count,
    count(*) filter (contains(score_verdict, '可能范围')) as impossible_count
from filtered
