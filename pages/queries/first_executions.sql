-- one row per self-evaluation of all forms, the most unspent money first: those that the build keeps; `execution_rows` gives all of them,
-- and those that filters leave
select *
from executions('mart_first_execution')
order by unspent_yuan desc nulls last, execution_rate, project_id
limit $row_limit offset $row_offset
