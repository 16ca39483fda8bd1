-- one row per family of all forms: members, districts, years; the one with the most self-evaluations with money first; `families` gives
-- the same of the forms that filters leave
select
    family_id,
    family_name,
    family_form_count as member_count,
    family_form_count > 1 as is_shared,
    district_count,
    own_level_count,
    first_year,
    last_year,
    declaration_count,
    evaluation_count,
    executed_count,
    executed_yuan,
    project_id
from mart_family
order by member_count > 1 desc, executed_count desc, member_count desc, district_count desc, family_name collate zh, family_id
