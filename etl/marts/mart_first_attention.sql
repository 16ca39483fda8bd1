-- one row of mart_attention per thing to look at among the 5,000 most urgent
select *
from mart_attention
order by attention_rank
limit 5000
