-- one row per form with a finding of a rule, the least credible first: those of all forms that the build keeps; `summed_worst_forms`
-- gives all of them, and those that filters leave
select * exclude (worst_no)
from ranked_forms('mart_first_worst_form')
order by worst_no
limit $row_limit offset $row_offset
