-- one row per class of reasons found in the filtered reasons: how many texts, how many points; a text may stand in
-- two classes
with filtered as (
    select *
    from mart_deviation_reason
    where
        is_chosen($year, fiscal_year)
        and is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($department, department_name)
        and is_chosen($sector, sector_code)
        and is_chosen($form_type, form_type)
),
classed as (
    select
        project_id,
        row_no,
        lost_points,
        unnest(string_split(coalesce(nullif(reason_class_names, ''), '未识别'), '、')) as reason_class_name
    from filtered
)
select
    reason_class_name,
    count(*) as reason_count,
    count(distinct project_id) as form_count,
    coalesce(sum(lost_points), 0)::decimal(18, 4) as lost_points
from classed
group by reason_class_name
order by reason_count desc, lost_points desc, reason_class_name collate zh
