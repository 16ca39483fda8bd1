-- one row per form that the filters leave, the last years first
with filtered as (
    select * from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
)
select * exclude (division_code)
from listed_forms('filtered')
order by fiscal_year desc, division_code, project_id
