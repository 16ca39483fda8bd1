-- one row per reason why a distance to target can or cannot be computed, over the indicators that were scored
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    distance_status,
    bool_or(distance_rate is not null) as is_computable,
    count(*) as indicator_count
from filtered
where form_type <> 'target_declaration'
group by distance_status
order by indicator_count desc, distance_status
