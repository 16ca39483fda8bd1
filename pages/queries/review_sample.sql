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
),
-- what no indicator row of the reviewer's sheet can carry
form_findings as (
    select
        findings.project_id,
        string_agg(
            format('{}（{}）', rtrim(findings.message, '。'), findings.severity), '；'
            order by list_position(['高', '中', '低'], findings.severity), findings.rule_id, findings.finding_id
        ) as form_finding_text
    from audit_finding as findings
    semi join drawn on findings.project_id = drawn.project_id
    where findings.source_kind = 'rule' and (findings.row_no is null or findings.section_code <> 'indicator')
    group by findings.project_id
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
    form_findings.form_finding_text,
    forms.indicator_count,
    drawn.risk_weight,
    drawn.risk_weight / population.population_weight as risk_share_rate,
    population.population_count
from drawn
inner join mart_project as forms on drawn.project_id = forms.project_id
cross join population
left join form_findings on drawn.project_id = form_findings.project_id
order by draw_no
