-- one row per declaration and self-evaluation of one family and one district; years may differ and are shown
-- a pair is kept where either form has the chosen year and either the chosen department; the kind of form is not
-- asked for
with filtered as (
    select *
    from mart_family_member
    where
        is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($sector, sector_code)
),
declared as (
    select *
    from filtered
    where form_type = 'target_declaration'
),
evaluated as (
    select *
    from filtered
    where form_type = 'self_evaluation'
)
select
    declared.project_id as declaration_id,
    evaluated.project_id as evaluation_id,
    evaluated.division_label,
    evaluated.family_name,
    declared.project_name as declaration_name,
    evaluated.project_name as evaluation_name,
    coalesce(declared.unit_name, declared.department_name) as declaration_unit_name,
    coalesce(evaluated.unit_name, evaluated.department_name) as evaluation_unit_name,
    declared.fiscal_year as declaration_year,
    evaluated.fiscal_year as evaluation_year,
    evaluated.fiscal_year - declared.fiscal_year as year_gap,
    declared.initial_budget_yuan as declared_yuan,
    evaluated.initial_budget_yuan,
    evaluated.adjusted_budget_yuan,
    evaluated.executed_yuan,
    evaluated.execution_rate,
    evaluated.total_score_points,
    declared.indicator_count as declared_indicator_count,
    evaluated.indicator_count as evaluated_indicator_count,
    evaluated.evidence,
    evaluated.decided_by
from declared
inner join evaluated
    on declared.family_id = evaluated.family_id
    and declared.division_code = evaluated.division_code
    and declared.pairing_year is not distinct from evaluated.pairing_year
    and declared.pairing_unit_name is not distinct from evaluated.pairing_unit_name
where
    (is_chosen($year, declared.fiscal_year) or is_chosen($year, evaluated.fiscal_year))
    and (
        is_chosen($department, declared.department_name)
        or is_chosen($department, evaluated.department_name)
    )
    and is_chosen($declaration, declared.project_id)
    and is_chosen($evaluation, evaluated.project_id)
order by abs(year_gap), evaluated.division_code, evaluated.family_name collate zh, declaration_id, evaluation_id
