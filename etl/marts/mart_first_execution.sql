-- one row of mart_execution per form among the 5,000 self-evaluations with the most unspent money
select *
from mart_execution
order by unspent_yuan desc nulls last, execution_rate, project_id
limit 5000
