-- one row: the filtered forms, those with a finding, those with a severe one, and the money of the latter
with filtered as (
    select *
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    count(*) as form_count,
    count(*) filter (where finding_count > 0) as found_form_count,
    count(*) filter (where finding_count_high > 0) as severe_form_count,
    sum(executed_yuan) filter (where finding_count_high > 0)::decimal(18, 2) as severe_executed_yuan,
    count(*) filter (where finding_count_high > 0 and executed_yuan is null) as severe_without_money_count
from filtered
