-- one row per filtered form beside which no form of the other kind stands
with lone as (
    select *
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
    where not has_counterpart
)
select * exclude (form_type, division_code)
from lone_forms('lone')
order by form_type, fiscal_year, division_code, project_id
