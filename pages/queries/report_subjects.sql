-- one row per district, and per unit of a district, with forms that the filters leave: what a report can be about, with how many forms;
-- 民政局 of two districts is two units, told apart by the district beside the name
with forms as (
    select * from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
),
shared_names as (
    select unit_name
    from mart_project
    group by unit_name
    having count(distinct coalesce(division_code, 'unknown')) > 1
),
units as (
    select
        unit_name,
        coalesce(division_code, 'unknown') as division_code,
        coalesce(any_value(division_label), '未认定区划') as division_label,
        count(*) as form_count
    from forms
    where unit_name is not null
    group by unit_name, division_code
)
select
    concat('district:', division_code) as subject_key,
    'district' as subject_kind,
    division_code as subject_code,
    division_code,
    any_value(division_label) as label,
    count(*) as form_count
from forms
where division_code is not null
group by division_code
union all
select
    concat('unit:', units.unit_name, if(shared_names.unit_name is null, '', concat('@', units.division_code))),
    'unit',
    units.unit_name,
    units.division_code,
    if(shared_names.unit_name is null, units.unit_name, format('{}（{}）', units.unit_name, units.division_label)),
    units.form_count
from units
left join shared_names on units.unit_name = shared_names.unit_name
order by subject_kind, subject_code, division_code
