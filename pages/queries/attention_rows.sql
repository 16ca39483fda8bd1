-- one row per thing to look at first that the filters leave, in the order of urgency
select
    attention_rank,
    attention_code,
    attention_title,
    project_id,
    row_no,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    amount_yuan,
    message
from mart_attention
where
    is_chosen($year, fiscal_year)
    and is_chosen($province, province_code)
    and is_chosen($city, city_code)
    and is_chosen($district, division_code)
    and is_chosen($department, department_name)
    and is_chosen($sector, sector_code)
    and is_chosen($form_type, form_type)
order by attention_rank
