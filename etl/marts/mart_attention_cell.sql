-- one row per cell of forms and kind of thing to look at first: how many, in how many forms, for how much money; the rank is that of
-- the most urgent one; cell 0 has what stands in no form
select
    coalesce(members.cell_no, 0) as cell_no,
    mart_attention.attention_code,
    mart_attention.attention_title,
    min(mart_attention.attention_rank) as attention_rank,
    count(*) as attention_count,
    count(distinct mart_attention.project_id) as form_count,
    sum(mart_attention.amount_yuan) as amount_yuan
from mart_attention
left join (select project_id, cell_no from mart_project) as members on mart_attention.project_id = members.project_id
group by coalesce(members.cell_no, 0), mart_attention.attention_code, mart_attention.attention_title
