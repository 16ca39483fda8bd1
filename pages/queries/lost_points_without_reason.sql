-- one row per indicator that lost points and prints no reason, the most points first
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
    project_id,
    row_no,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    file_name,
    line_no
from filtered
where lost_points > 0 and deviation_reason_text is null
order by lost_points desc, project_id, row_no
