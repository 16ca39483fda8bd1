-- one row per form among the first 5,000 whose family has no form of the other kind in the same district, in the order of the page
with with_both as (
    select family_id, division_code
    from mart_family_member
    group by family_id, division_code
    having min(form_type) <> max(form_type)
),
alone as (
    select members.*
    from mart_family_member as members
    anti join with_both on members.family_id = with_both.family_id and members.division_code = with_both.division_code
    order by members.form_type, members.fiscal_year, members.division_code, members.project_id
    limit 5000
)
select
    row_number() over (order by form_type, fiscal_year, division_code, project_id) as lone_no,
    project_id,
    form_type_label,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    family_name,
    initial_budget_yuan,
    executed_yuan
from alone
