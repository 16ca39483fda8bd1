-- one row of mart_execution per form among 3,000 self-evaluations with a rate, drawn evenly by a number that follows from the form
select *
from mart_execution
where execution_rate is not null
order by hash(project_id), project_id
limit 3000
