-- one row per sampled self-evaluation, in the order drawn: $sample_size of the filtered forms, without replacement,
-- each with a chance in proportion to (1 + points of its findings) × executed money in 万元; money below one 万元 or not printed
-- counts as one; a finding of the rules has five points when 高, two when 中, one when 低; reading hints say nothing of the unit
-- the draw is ln(u) / weight (Efraimidis and Spirakis 2006), u from the MD5 of seed and form: same seed, same sample
with weighted as (
    select
        project_id,
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
)
select
    row_number() over (order by drawn.draw_key desc, drawn.project_id) as draw_no,
    drawn.project_id,
    forms.fiscal_year,
    forms.division_label,
    forms.department_name,
    forms.unit_name,
    forms.project_name,
    forms.executed_yuan,
    forms.execution_rate,
    forms.total_score_points,
    forms.rule_count_high,
    forms.rule_count_medium,
    forms.rule_count_low,
    forms.indicator_count,
    -- the rows of the reviewer's sheet: the indicators, and the execution of the budget where it has points
    forms.indicator_count
    + coalesce((executions.weight_points > 0 or executions.score_points is not null)::int, 0) as scored_row_count,
    drawn.risk_weight,
    drawn.risk_weight / population.population_weight as risk_share_rate,
    population.population_count
from drawn
inner join mart_project as forms on drawn.project_id = forms.project_id
cross join population
left join mart_execution as executions on drawn.project_id = executions.project_id
order by draw_no
