-- one row per indicator that lost points, or that has full points although its value is worse than its target: the first ones of all
-- forms that the build keeps; `summed_low_scoring_indicators` gives all of them
select low.* exclude (low_no, cell_no, has_stated_reason)
from low_indicators('mart_first_low_indicator', []) as low
order by low.low_no
limit $row_limit offset $row_offset
