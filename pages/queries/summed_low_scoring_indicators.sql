-- one row per indicator of all forms that lost points, or that has full points although its value is worse than its target, in the
-- order in which the build numbers them; `low_scoring_indicators` gives the same of the forms that filters leave
select low.* exclude (low_no, cell_no, has_stated_reason)
from low_indicators('mart_low_indicator', $loss_kind) as low
order by low.low_no
limit $row_limit offset $row_offset
