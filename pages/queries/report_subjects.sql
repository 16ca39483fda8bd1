-- one row per district and per unit with forms that the filters leave: what a report can be about, with how many forms
with forms as (
    select * from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    concat('district:', division_code) as subject_key,
    'district' as subject_kind,
    division_code as subject_code,
    any_value(division_label) as label,
    count(*) as form_count
from forms
where division_code is not null
group by division_code
union all
select concat('unit:', unit_name), 'unit', unit_name, unit_name, count(*)
from forms
where unit_name is not null
group by unit_name
order by subject_kind, subject_code
