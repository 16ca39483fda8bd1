-- one row per thing to look at first that the filters leave, in the order of urgency
with filtered as (
    select * from chosen_rows('mart_attention', $year, $province, $city, $district, $department, $sector, $form_type)
)
select *
from attentions('filtered')
order by attention_rank
