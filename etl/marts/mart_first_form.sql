-- one row of mart_project per form among the 5,000 of the last years, in the order of place and form
select *
from mart_project
order by fiscal_year desc, division_code, project_id
limit 5000
