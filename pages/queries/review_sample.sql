-- one row per sampled self-evaluation, in the order drawn: $sample_size of the filtered forms, without replacement,
-- each with a chance in proportion to (1 + points of its findings) × executed money in 万元; money below one 万元 or not printed
-- counts as one; a finding of the rules has five points when 高, two when 中, one when 低; reading hints say nothing of the unit
-- the draw is ln(u) / weight (Efraimidis and Spirakis 2006), u from the MD5 of seed and form: same seed, same sample
with weighted as (
    select
        project_id,
        fiscal_year,
        division_label,
        department_name,
        unit_name,
        project_name,
        executed_yuan,
        execution_rate,
        total_score_points,
        rule_count_high,
        rule_count_medium,
        rule_count_low,
        indicator_count,
        (1 + 5 * rule_count_high + 2 * rule_count_medium + rule_count_low)::double
        * greatest(coalesce(executed_yuan, adjusted_budget_yuan, 0)::double / 10000, 1) as risk_weight
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
    where form_type = 'self_evaluation'
),
keyed as (
    select
        *,
        -- thirteen hex digits are 52 bits: exact in a double; half a step keeps u away from 0
        ln((('0x' || left(md5($seed || '|' || project_id), 13))::bigint + 0.5) / pow(16, 13)) / risk_weight as draw_key
    from weighted
),
-- money has cents, so that six decimals of 万元 are all, and the sum is the same in any order
population as (
    select count(*) as population_count, sum(risk_weight::decimal(28, 6)) as population_weight from keyed
),
drawn as materialized (
    select *
    from keyed
    order by draw_key desc, project_id
    limit $sample_size
),
-- stored by year and district: read where the chosen ones stand
executions as (
    select project_id, weight_points, score_points
    from mart_execution
    where is_chosen_year($year, fiscal_year) and is_chosen($district, division_code)
)
select
    row_number() over (order by drawn.draw_key desc, drawn.project_id) as draw_no,
    drawn.project_id,
    drawn.fiscal_year,
    drawn.division_label,
    drawn.department_name,
    drawn.unit_name,
    drawn.project_name,
    drawn.executed_yuan,
    drawn.execution_rate,
    drawn.total_score_points,
    drawn.rule_count_high,
    drawn.rule_count_medium,
    drawn.rule_count_low,
    drawn.indicator_count,
    -- the rows of the reviewer's sheet: the indicators, and the execution of the budget where it has points
    drawn.indicator_count
    + coalesce((executions.weight_points > 0 or executions.score_points is not null)::int, 0) as scored_row_count,
    drawn.risk_weight,
    drawn.risk_weight / population.population_weight as risk_share_rate,
    population.population_count
from drawn
cross join population
left join executions on drawn.project_id = executions.project_id
order by draw_no
