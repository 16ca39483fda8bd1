-- 3,000 self-evaluations of mart_execution with a rate, drawn evenly by a number that follows from the form
select *
from mart_execution
where execution_rate is not null
order by hash(project_id), project_id
limit 3000
