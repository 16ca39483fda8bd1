-- one row per kind of thing to look at first that the filters leave, the kind of the most urgent thing first: things, forms and money
with placed as (
    select mart_attention_cell.*, mart_form_cell.* exclude (cell_no, finding_count, form_count)
    from mart_attention_cell
    left join mart_form_cell on mart_attention_cell.cell_no = mart_form_cell.cell_no
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    filtered.attention_code,
    any_value(rules.rule_id) as rule_id,
    coalesce(any_value(rules.rule_title), any_value(filtered.attention_title)) as attention_title,
    sum(filtered.attention_count)::bigint as attention_count,
    sum(filtered.form_count)::bigint as form_count,
    sum(filtered.amount_yuan)::decimal(18, 2) as amount_yuan
from filtered
left join meta_rule as rules on filtered.attention_code = 'finding_' || lower(rules.rule_id)
group by filtered.attention_code
order by min(filtered.attention_rank)
