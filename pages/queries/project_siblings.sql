-- one row per other form of the same family, with why it is of the family
with own as (
    select family_id from mart_family_member where project_id = $id
)
select
    members.project_id,
    members.fiscal_year,
    members.division_label,
    members.form_type_label,
    members.project_name,
    members.adjusted_budget_yuan,
    members.executed_yuan,
    members.execution_rate,
    members.total_score_points,
    members.evidence
from mart_family_member as members
join own using (family_id)
where members.project_id <> $id
order by members.fiscal_year, members.division_code, members.project_id
