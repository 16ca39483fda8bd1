-- one row per sampled self-evaluation, in the order drawn: $sample_size of the filtered forms, without replacement,
-- each with a chance in proportion to (1 + points of its findings) × executed money in 万元; money below one 万元 or not printed
-- counts as one; a finding of the rules has five points when 高, two when 中, one when 低; reading hints say nothing of the unit
-- the draw is ln(u) / weight (Efraimidis and Spirakis 2006), u from the MD5 of seed and form: same seed, same sample
with filtered as (
    select *
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
),
rule_findings as (
    select
        project_id,
        count(*) filter (severity = '高') as rule_count_high,
        count(*) filter (severity = '中') as rule_count_medium,
        count(*) filter (severity = '低') as rule_count_low
    from audit_finding
    where source_kind = 'rule' and project_id is not null
    group by project_id
),
counted as (
    select
        filtered.* exclude (rule_count_high, rule_count_medium, rule_count_low),
        coalesce(rule_findings.rule_count_high, 0) as rule_count_high,
        coalesce(rule_findings.rule_count_medium, 0) as rule_count_medium,
        coalesce(rule_findings.rule_count_low, 0) as rule_count_low,
        executions.weight_points > 0 or executions.score_points is not null as has_execution_row
    from filtered
    left join rule_findings on filtered.project_id = rule_findings.project_id
    left join mart_execution as executions on filtered.project_id = executions.project_id
    where filtered.form_type = 'self_evaluation'
),
weighted as (
    select
        *,
        (1 + 5 * rule_count_high + 2 * rule_count_medium + rule_count_low)::double
        * greatest(coalesce(executed_yuan, adjusted_budget_yuan, 0)::double / 10000, 1) as risk_weight
    from counted
),
drawn as (
    select
        *,
        -- thirteen hex digits are 52 bits: exact in a double; half a step keeps u away from 0
        ln((('0x' || left(md5($seed || '|' || project_id), 13))::bigint + 0.5) / pow(16, 13)) / risk_weight as draw_key,
        count(*) over () as population_count,
        sum(risk_weight::decimal(28, 6)) over () as population_weight
    from weighted
)
select
    row_number() over (order by draw_key desc, project_id) as draw_no,
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
    indicator_count + coalesce(has_execution_row::int, 0) as scored_row_count,
    risk_weight,
    risk_weight / population_weight as risk_share_rate,
    population_count
from drawn
order by draw_no
limit $sample_size
