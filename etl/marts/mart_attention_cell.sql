-- one row per cell of forms and kind of thing to look at first: how many, in how many forms, for how much money; the rank is that of
-- the most urgent one; cell 0 has what stands in no form
select
    cell_no,
    attention_code,
    attention_title,
    min(attention_rank) as attention_rank,
    count(*) as attention_count,
    count(distinct project_id) as form_count,
    sum(amount_yuan) as amount_yuan
from mart_attention
group by cell_no, attention_code, attention_title
