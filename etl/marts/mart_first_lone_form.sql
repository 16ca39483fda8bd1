-- one row of mart_family_member per form among the first 5,000 beside which no form of the other kind stands
select *
from mart_family_member
where not has_counterpart
order by form_type, fiscal_year, division_code, project_id
limit 5000
