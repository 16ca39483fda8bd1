-- one row per family over all forms: members, districts, years, pairs of declaration and self-evaluation; a unit of the city or
-- province itself is no district
with declared as (
    select family_id, division_code, pairing_year, pairing_unit_name, count(*) as declared_count
    from mart_family_member
    where form_type = 'target_declaration'
    group by family_id, division_code, pairing_year, pairing_unit_name
)
select
    members.family_id,
    members.family_name,
    count(*) as family_form_count,
    count(distinct division_label) filter (where not division_label like '%本级）') as district_count,
    count(distinct division_label) filter (where division_label like '%本级）') as own_level_count,
    min(fiscal_year) as first_year,
    max(fiscal_year) as last_year,
    count(*) filter (where form_type = 'target_declaration') as declaration_count,
    count(*) filter (where form_type = 'self_evaluation') as evaluation_count,
    count(executed_yuan) filter (where form_type = 'self_evaluation') as executed_count,
    sum(executed_yuan) filter (where form_type = 'self_evaluation')::decimal(18, 2) as executed_yuan,
    coalesce(sum(declared.declared_count) filter (members.form_type = 'self_evaluation'), 0)::bigint as pair_count,
    min(project_id) as project_id
from mart_family_member as members
left join declared
    on members.family_id = declared.family_id
    and members.division_code = declared.division_code
    and members.pairing_year is not distinct from declared.pairing_year
    and members.pairing_unit_name is not distinct from declared.pairing_unit_name
group by members.family_id, members.family_name
