-- one row per self-evaluation with a rate among those of all forms that the build has drawn, the most unspent money first;
-- `execution_sample` draws in the same way among those that filters leave
select *
from drawn_executions('mart_drawn_execution', $most)
order by unspent_yuan desc nulls last, execution_rate, project_id
