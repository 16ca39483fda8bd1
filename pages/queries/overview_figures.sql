-- one row: what the filters leave, counted and summed; money is that of self-evaluations with both budget and execution, the years and
-- places are theirs; what declarations ask for stands apart. A document in several cells counts once
with cells as (
    select * from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
documents as (
    select count(distinct document_id) as shared_document_count
    from mart_shared_document
    where cell_no in (select cell_no from cells)
),
counted as (
    select
        coalesce(sum(lone_document_count), 0)::bigint as lone_document_count,
        coalesce(sum(form_count), 0)::bigint as form_count,
        coalesce(sum(form_count) filter (form_type = 'self_evaluation'), 0)::bigint as self_evaluation_count,
        coalesce(sum(form_count) filter (form_type = 'target_declaration'), 0)::bigint as target_declaration_count,
        coalesce(sum(indicator_count), 0)::bigint as indicator_count,
        coalesce(sum(severe_form_count), 0)::bigint as severe_form_count,
        coalesce(sum(finding_count_high), 0)::bigint as finding_count_high,
        coalesce(sum(finding_count), 0)::bigint as finding_count,
        coalesce(sum(rated_form_count), 0)::bigint as with_rate_count,
        min(fiscal_year) filter (rated_form_count > 0) as first_year,
        max(fiscal_year) filter (rated_form_count > 0) as last_year,
        count(distinct division_label) filter (rated_form_count > 0 and not division_label like '%本级）') as district_count,
        count(distinct division_label) filter (rated_form_count > 0 and division_label like '%本级）') as own_level_count,
        sum(rated_adjusted_yuan)::decimal(18, 2) as adjusted_budget_yuan,
        sum(rated_executed_yuan)::decimal(18, 2) as executed_yuan,
        sum(declared_yuan)::decimal(18, 2) as declared_yuan,
        coalesce(sum(declared_form_count), 0)::bigint as with_declared_count
    from cells
)
select
    counted.lone_document_count + documents.shared_document_count as document_count,
    counted.form_count,
    counted.self_evaluation_count,
    counted.target_declaration_count,
    counted.indicator_count,
    counted.finding_count,
    counted.finding_count_high,
    counted.severe_form_count,
    counted.self_evaluation_count - counted.with_rate_count as without_rate_count,
    counted.first_year,
    counted.last_year,
    counted.district_count,
    counted.own_level_count,
    counted.with_rate_count,
    counted.adjusted_budget_yuan,
    counted.executed_yuan,
    (counted.adjusted_budget_yuan - counted.executed_yuan)::decimal(18, 2) as unspent_yuan,
    counted.executed_yuan::double / nullif(counted.adjusted_budget_yuan::double, 0) as execution_rate,
    counted.declared_yuan,
    counted.with_declared_count
from counted
cross join documents
