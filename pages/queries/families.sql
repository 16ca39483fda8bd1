-- one row per family of the filtered forms: members, districts, years; the one with the most self-evaluations with money first; a
-- unit of the city or province itself is no district
-- a family with one member is kept: the page lists it apart
with filtered as (
    select *
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    family_id,
    family_name,
    count(*) as member_count,
    count(*) > 1 as is_shared,
    count(distinct division_label) filter (where not division_label like '%本级）') as district_count,
    count(distinct division_label) filter (where division_label like '%本级）') as own_level_count,
    min(fiscal_year) as first_year,
    max(fiscal_year) as last_year,
    count(*) filter (where form_type = 'target_declaration') as declaration_count,
    count(*) filter (where form_type = 'self_evaluation') as evaluation_count,
    count(executed_yuan) filter (where form_type = 'self_evaluation') as executed_count,
    sum(executed_yuan) filter (where form_type = 'self_evaluation')::decimal(18, 2) as executed_yuan,
    min(project_id) as project_id
from filtered
group by family_id, family_name
order by member_count > 1 desc, executed_count desc, member_count desc, district_count desc, family_name collate zh, family_id
