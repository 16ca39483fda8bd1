-- one row: what the filters leave, counted and summed; money is that of self-evaluations with both budget and execution, the years and
-- places are theirs; what declarations ask for stands apart
with forms as (
    select * from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
),
counted as (
    select
        count(distinct document_id) as document_count,
        count(*) as form_count,
        count(*) filter (form_type = 'self_evaluation') as self_evaluation_count,
        count(*) filter (form_type = 'target_declaration') as target_declaration_count,
        count(*) filter (form_type = 'self_evaluation' and execution_rate is null) as without_rate_count,
        coalesce(sum(indicator_count), 0)::bigint as indicator_count,
        count(*) filter (finding_count_high > 0) as severe_form_count,
        coalesce(sum(finding_count_high), 0)::bigint as finding_count_high,
        coalesce(sum(finding_count), 0)::bigint as finding_count
    from forms
),
money as (
    select
        count(*) as with_rate_count,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
        count(distinct division_label) filter (where not division_label like '%本级）') as district_count,
        count(distinct division_label) filter (where division_label like '%本级）') as own_level_count,
        sum(adjusted_budget_yuan)::decimal(18, 2) as adjusted_budget_yuan,
        sum(executed_yuan)::decimal(18, 2) as executed_yuan
    from forms
    where form_type = 'self_evaluation' and execution_rate is not null
),
declared as (
    select
        sum(initial_budget_yuan)::decimal(18, 2) as declared_yuan,
        count(initial_budget_yuan) as with_declared_count
    from forms
    where form_type = 'target_declaration'
)
select
    counted.document_count,
    counted.form_count,
    counted.self_evaluation_count,
    counted.target_declaration_count,
    counted.indicator_count,
    counted.finding_count,
    counted.finding_count_high,
    counted.severe_form_count,
    counted.without_rate_count,
    money.first_year,
    money.last_year,
    money.district_count,
    money.own_level_count,
    money.with_rate_count,
    money.adjusted_budget_yuan,
    money.executed_yuan,
    (money.adjusted_budget_yuan - money.executed_yuan)::decimal(18, 2) as unspent_yuan,
    money.executed_yuan::double / nullif(money.adjusted_budget_yuan::double, 0) as execution_rate,
    declared.declared_yuan,
    declared.with_declared_count
from counted
cross join money
cross join declared
