-- one row of mart_family_member per form among the first 5,000 whose family has no form of the other kind in the same district
with with_both as (
    select family_id, division_code
    from mart_family_member
    group by family_id, division_code
    having min(form_type) <> max(form_type)
)
select members.*
from mart_family_member as members
anti join with_both on members.family_id = with_both.family_id and members.division_code = with_both.division_code
order by members.form_type, members.fiscal_year, members.division_code, members.project_id
limit 5000
