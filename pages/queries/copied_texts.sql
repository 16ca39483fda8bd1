-- one row per group of copied texts that the filters leave, in one scope: its forms, its length, how alike; the longest and
-- most repeated first. The form of the group that comes first leads to its place.
with chosen as (
    select * from chosen_rows('mart_text_copy', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    concat(cluster_id, '~', copy_scope) as copy_group,
    copy_scope,
    min(field_name) as field_name,
    count(distinct project_id) as form_count,
    min(text_similarity) as lowest_similarity_rate,
    bool_or(is_contained) as is_contained,
    max(character_count) as character_count,
    left(string_agg(distinct project_name, '、' order by project_name), 200) as project_names,
    left(string_agg(distinct coalesce(unit_name, department_name), '、'
        order by coalesce(unit_name, department_name)), 200) as unit_names,
    left(string_agg(distinct division_label, '、' order by division_label), 200) as division_labels,
    min(fiscal_year) as first_year,
    max(fiscal_year) as last_year,
    sum(executed_yuan)::decimal(18, 2) as executed_yuan,
    min(project_id) as project_id,
    'form' as section_code,
    min_by(copied_text, project_id) as copied_text
from chosen
where len($copy_scope::varchar[]) = 0 or list_contains($copy_scope::varchar[], copy_scope)
group by cluster_id, copy_scope
order by
    list_position(['form', 'unit', 'across', 'year', 'unknown'], copy_scope),
    form_count desc,
    character_count desc,
    copy_group
