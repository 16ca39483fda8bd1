-- one row per thing to look at first, in the order of urgency: the first ones of all forms that the build keeps; `attention_rows`
-- gives all of them, and those that filters leave
select *
from attentions('mart_first_attention')
order by attention_rank
limit $row_limit offset $row_offset
