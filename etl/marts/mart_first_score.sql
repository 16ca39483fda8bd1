-- one row of mart_recomputed_score per form among the 5,000 self-evaluations whose points are proven least
select *
from mart_recomputed_score
order by audited_proven_points / nullif(full_points, 0) nulls last, executed_yuan desc nulls last, project_id
limit 5000
