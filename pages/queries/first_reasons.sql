-- one row per printed reason of all forms in the order in which the build numbers them; `deviation_reasons` gives the same of the forms
-- that filters leave
with numbered as (
    select *, reason_no as place_no from mart_reason_line
)
select * exclude (place_no)
from listed_reasons('numbered')
order by place_no
limit $row_limit offset $row_offset
