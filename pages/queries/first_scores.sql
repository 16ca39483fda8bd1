-- one row per self-evaluation of all forms, the least proven first: those that the build keeps; `recomputed_scores` gives all of them, and
-- those that filters leave
select *
from scores('mart_first_score')
order by
    audited_proven_points / nullif(full_points, 0) nulls last,
    executed_yuan desc nulls last,
    project_id
limit $row_limit offset $row_offset
