-- one row per declaration and self-evaluation of one family and one district: the first ones of all forms, as the build numbers them;
-- `target_result_pairs` gives all of them, and those that filters leave
select * exclude (pair_no)
from paired_forms('mart_first_pair', 'mart_paired_member')
order by pair_no
limit $row_limit offset $row_offset
