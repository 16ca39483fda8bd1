-- one row: what a report says of the forms of one subject; money and rates of self-evaluations with a usable rate only
with forms as (
    select *
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
    where is_chosen($unit, unit_name)
),
-- self-evaluations that seem to be published again, whose money is added up again
repeated as (
    select project_id
    from audit_finding
    where rule_id = 'A16' and source_kind = 'rule' and not list_contains($rejected::varchar[], finding_id)
),
executions as (
    select mart_execution.*, project_id in (from repeated) as is_repeated from mart_execution join forms using (project_id)
),
indicators as (
    select mart_indicator.* from mart_indicator join forms using (project_id)
),
money as (
    select
        count(*) as rated_count,
        sum(adjusted_budget_yuan)::decimal(18, 2) as adjusted_budget_yuan,
        sum(executed_yuan)::decimal(18, 2) as executed_yuan,
        sum(executed_yuan)::double / nullif(sum(adjusted_budget_yuan)::double, 0) as execution_rate,
        median(execution_rate) as median_execution_rate,
        count(*) filter (execution_rate < 0.8) as below_80_count,
        count(*) filter (is_repeated) as repeated_count,
        sum(executed_yuan) filter (is_repeated)::decimal(18, 2) as repeated_executed_yuan
    from executions
    where execution_rate is not null
),
scores as (
    select
        count(*) as indicator_count,
        count(lost_points) as scored_count,
        count(*) filter (lost_points = 0) as full_count,
        count(*) filter (lost_points > 0) as losing_count,
        sum(lost_points) filter (lost_points > 0)::decimal(18, 4) as lost_points,
        count(*) filter (lost_points = 0 and is_off_target(target_operator, distance_rate)) as full_off_target_count,
        count(*) filter (lost_points = 0 and target_operator = '=' and distance_rate > 0.005) as full_above_equal_count,
        count(*) filter (lost_points > 0 and not has_stated_reason) as no_reason_count
    from indicators
),
counts as (
    select
        count(*) as form_count,
        count(*) filter (form_type = 'self_evaluation') as self_evaluation_count,
        count(*) filter (form_type = 'target_declaration') as target_declaration_count,
        count(distinct document_id) as document_count,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
        count(total_score_points) as with_total_count,
        min(total_score_points) as lowest_total_points,
        median(total_score_points)::double as median_total_points,
        max(total_score_points) as highest_total_points
    from forms
),
severe as (
    select count(distinct project_id) as severe_form_count
    from audit_finding
    join forms using (project_id)
    where
        audit_finding.severity = '高'
        and audit_finding.source_kind = 'rule'
        and is_chosen_year($year, audit_finding.fiscal_year)
        and is_chosen($district, audit_finding.division_code)
        and not list_contains($rejected::varchar[], audit_finding.finding_id)
)
select
    counts.form_count,
    counts.self_evaluation_count,
    counts.target_declaration_count,
    counts.document_count,
    counts.first_year,
    counts.last_year,
    counts.with_total_count,
    counts.lowest_total_points,
    counts.median_total_points,
    counts.highest_total_points,
    severe.severe_form_count,
    (select count(*) from meta_rule where query_text is not null and is_enabled) as rules_on_count,
    (select count(*) from meta_rule where query_text is not null and not is_enabled) as rules_off_count,
    money,
    scores
from counts
cross join severe
cross join money
cross join scores
