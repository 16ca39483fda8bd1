-- one row of mart_low_indicator per indicator among the first 5,000 in the order of the page
select *
from mart_low_indicator
order by low_no
limit 5000
