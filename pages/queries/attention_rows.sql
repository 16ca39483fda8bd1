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
from chosen_rows('mart_attention', $year, $province, $city, $district, $department, $sector, $form_type) as attention
left join meta_rule as rules on attention.attention_code = 'finding_' || lower(rules.rule_id)
order by attention_rank
