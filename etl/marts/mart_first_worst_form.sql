-- one row of mart_worst_form per form among the 5,000 least credible
select *
from mart_worst_form
order by worst_no
limit 5000
