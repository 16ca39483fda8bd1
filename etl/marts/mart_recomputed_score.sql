-- one row per self-evaluation: its total as printed, by the formula, and after the severe findings; a total is given only where every
-- point is proven, else the proven points and those that nothing proves
-- points of the printed full score that no row carries (a lost funding row) are unproven, not zero
with projects as (select * from mart_project where form_type = 'self_evaluation'),
cores as (select project_id, total_weight_points, scoring_scheme_name from core_project),
parts as (select * from mart_score_part),
sums as (
    select
        project_id,
        count(weight_points) as part_count,
        count(formula_points) as formula_part_count,
        count(audited_points) as audited_part_count,
        -- a score above its weight is of another scale, or a slip that a rule tells
        sum(score_points - formula_points) filter (where score_points <= weight_points) as proven_excess_points,
        sum(weight_points) as weight_points,
        count(*) filter (where weight_points is null) as weightless_count,
        coalesce(sum(formula_points), 0) as formula_proven_points,
        coalesce(sum(weight_points) filter (where formula_points is not null), 0) as formula_weight_points,
        coalesce(sum(audited_points), 0) as audited_proven_points,
        coalesce(sum(weight_points) filter (where audited_points is not null), 0) as audited_weight_points
    from parts
    group by project_id
),
full_marks as (
    select
        sums.*,
        case
            when part_count > 0 and (weightless_count = 0 or total_weight_points is not null)
                then greatest(weight_points, coalesce(total_weight_points, 0))
        end as full_points
    from sums
    inner join cores using (project_id)
),
unproven as (
    select
        *,
        full_points - formula_weight_points as formula_unproven_points,
        full_points - audited_weight_points as audited_unproven_points,
        -- parts are printed with two decimals, cut or rounded
        greatest(0.05, 0.01 * part_count) as rounding_points
    from full_marks
),
compared as (
    select
        projects.*,
        unproven.* exclude (project_id),
        case
            when total_score_points > formula_proven_points + formula_unproven_points + rounding_points then '总分超出可能范围'
            when total_score_points < formula_proven_points - rounding_points then '总分低于可能范围'
            -- what differs in the part that can be computed says nothing of the rest
            when proven_excess_points > rounding_points
                then if(formula_unproven_points = 0, '自评偏高', '可复算部分偏高，其余未证实')
            when proven_excess_points < -rounding_points
                then if(formula_unproven_points = 0, '自评偏低', '可复算部分偏低，其余未证实')
            when formula_unproven_points = 0 then '与公式一致'
            else '结果未证实'
        end as possible_verdict
    from projects
    left join unproven using (project_id)
)
select
    compared.project_id,
    compared.form_type,
    compared.form_type_label,
    compared.fiscal_year,
    compared.province_code,
    compared.province_name,
    compared.city_code,
    compared.city_name,
    compared.division_code,
    compared.division_label,
    compared.department_name,
    compared.unit_name,
    compared.sector_code,
    compared.sector_name,
    compared.project_name,
    compared.adjusted_budget_yuan,
    compared.executed_yuan,
    cores.scoring_scheme_name,
    compared.full_points,
    compared.total_score_points as self_score_points,
    coalesce(compared.part_count, 0) as part_count,
    coalesce(compared.formula_part_count, 0) as formula_part_count,
    if(compared.full_points is null, null, compared.formula_proven_points) as formula_proven_points,
    compared.formula_unproven_points,
    if(compared.formula_unproven_points = 0, compared.formula_proven_points, null) as formula_score_points,
    coalesce(compared.audited_part_count, 0) as audited_part_count,
    if(compared.full_points is null, null, compared.audited_proven_points) as audited_proven_points,
    compared.audited_unproven_points,
    if(compared.audited_unproven_points = 0, compared.audited_proven_points, null) as audited_score_points,
    compared.proven_excess_points,
    case
        when compared.full_points is null then '没有分值'
        when compared.total_score_points is null then '没有总分'
        else compared.possible_verdict
    end as score_verdict,
    compared.document_label,
    compared.line_no
from compared
inner join cores using (project_id)
