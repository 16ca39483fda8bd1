-- one row per filter and value that exists, with the number of forms that the other six filters leave of it; 'unknown' stands for
-- forms that do not give the value
with forms as (
    select
        cast(fiscal_year as varchar) as year_code,
        coalesce(province_code, 'unknown') as province_code,
        province_name,
        coalesce(city_code, 'unknown') as city_code,
        city_name,
        coalesce(division_code, 'unknown') as division_code,
        division_label,
        coalesce(department_name, 'unknown') as department_name,
        coalesce(sector_code, 'unknown') as sector_code,
        sector_name,
        form_type,
        form_type_label,
        is_chosen($year, fiscal_year) as in_year,
        is_chosen($province, province_code) as in_province,
        is_chosen($city, city_code) as in_city,
        is_chosen($district, division_code) as in_district,
        is_chosen($department, department_name) as in_department,
        is_chosen($sector, sector_code) as in_sector,
        is_chosen($form_type, form_type) as in_form_type
    from mart_project
),
counted as (
    select
        'year' as filter_key,
        coalesce(year_code, 'unknown') as option_code,
        any_value(year_code) as option_label,
        - any_value(try_cast(year_code as bigint)) as option_rank,
        count(*) filter (
            in_province and in_city and in_district and in_department and in_sector and in_form_type
        ) as form_count
    from forms group by all
    union all
    select
        'province', province_code, any_value(province_name), null,
        count(*) filter (in_year and in_city and in_district and in_department and in_sector and in_form_type)
    from forms group by all
    union all
    select
        'city', city_code, any_value(city_name), null,
        count(*) filter (in_year and in_province and in_district and in_department and in_sector and in_form_type)
    from forms group by all
    union all
    select
        'district', division_code, any_value(division_label), null,
        count(*) filter (in_year and in_province and in_city and in_department and in_sector and in_form_type)
    from forms group by all
    union all
    select
        'department', department_name, nullif(department_name, 'unknown'), null,
        count(*) filter (in_year and in_province and in_city and in_district and in_sector and in_form_type)
    from forms group by all
    union all
    select
        'sector', sector_code, any_value(sector_name), null,
        count(*) filter (in_year and in_province and in_city and in_district and in_department and in_form_type)
    from forms group by all
    union all
    select
        'form_type', form_type, any_value(form_type_label), null,
        count(*) filter (in_year and in_province and in_city and in_district and in_department and in_sector)
    from forms group by all
)
select
    filter_key,
    option_code,
    coalesce(option_label, '未注明') as option_label,
    form_count
from counted
order by
    filter_key,
    option_code = 'unknown',
    option_rank,
    case when filter_key = 'department' then option_label end collate zh,
    option_code
