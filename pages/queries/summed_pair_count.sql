-- one row: how many pairs of declaration and self-evaluation there are in all; `pair_count` counts those that filters leave
select coalesce(sum(pair_count), 0)::bigint as pair_count
from mart_family
