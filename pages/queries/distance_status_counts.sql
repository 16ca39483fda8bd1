-- one row per reason why a distance to target can or cannot be computed, over the indicators that were scored
with filtered as (
    select *
    from mart_indicator
    where
        is_chosen($year, fiscal_year)
        and is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($department, department_name)
        and is_chosen($sector, sector_code)
        and is_chosen($form_type, form_type)
)
select
    distance_status,
    bool_or(distance_rate is not null) as is_computable,
    count(*) as indicator_count
from filtered
where form_type <> 'target_declaration'
group by distance_status
order by indicator_count desc, distance_status
