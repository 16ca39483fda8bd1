-- one row per copied text and scope: the form it stands in, the text, and the other text that it repeats
with copies as (select * from core_text_copy),
forms as (select * from mart_project),
texts as (
    select project_id, 'goal' as field_name, goal_text as printed_text from core_project
    union all
    select project_id, 'completion', completion_text from core_project
)
select
    copies.project_id,
    copies.field_name,
    copies.copy_scope,
    copies.cluster_id,
    copies.member_count,
    copies.text_similarity,
    copies.is_contained,
    copies.character_count,
    forms.form_type,
    forms.fiscal_year,
    forms.province_code,
    forms.province_name,
    forms.city_code,
    forms.city_name,
    forms.division_code,
    forms.division_label,
    forms.department_name,
    forms.unit_name,
    forms.sector_code,
    forms.sector_name,
    forms.project_name,
    forms.executed_yuan,
    these.printed_text as copied_text,
    copies.other_project_id,
    copies.other_field_name,
    others.fiscal_year as other_fiscal_year,
    others.division_label as other_division_label,
    coalesce(others.unit_name, others.department_name) as other_unit_name,
    others.project_name as other_project_name,
    those.printed_text as other_text
from copies
join forms using (project_id)
join forms as others on others.project_id = copies.other_project_id
left join texts as these on these.project_id = copies.project_id and these.field_name = copies.field_name
left join texts as those on those.project_id = copies.other_project_id and those.field_name = copies.other_field_name
