-- one row per thing to look at first that the filters leave, in the order of urgency
select
    attention.attention_rank,
    attention.attention_code,
    rules.rule_id,
    coalesce(rules.rule_title, attention.attention_title) as attention_title,
    attention.project_id,
    attention.row_no,
    attention.fiscal_year,
    attention.division_label,
    attention.department_name,
    attention.project_name,
    attention.amount_yuan,
    attention.message
from mart_attention as attention
left join meta_rule as rules on attention.attention_code = 'finding_' || lower(rules.rule_id)
where
    is_chosen($year, fiscal_year)
    and is_chosen($province, province_code)
    and is_chosen($city, city_code)
    and is_chosen($district, division_code)
    and is_chosen($department, department_name)
    and is_chosen($sector, sector_code)
    and is_chosen($form_type, form_type)
order by attention_rank
