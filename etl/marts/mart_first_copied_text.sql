-- one row per group of copied texts in one scope, among the first 5,000 in the order of the page: the most repeated and longest
select
    cluster_id,
    copy_scope,
    min(field_name) as field_name,
    count(distinct project_id) as form_count,
    min(text_similarity) as text_similarity,
    bool_or(is_contained) as is_contained,
    max(character_count) as character_count,
    left(string_agg(distinct project_name, '、' order by project_name), 200) as project_names,
    left(
        string_agg(distinct coalesce(unit_name, department_name), '、' order by coalesce(unit_name, department_name)), 200
    ) as unit_names,
    left(string_agg(distinct division_label, '、' order by division_label), 200) as division_labels,
    min(fiscal_year) as first_year,
    max(fiscal_year) as last_year,
    sum(executed_yuan) as executed_yuan,
    min(project_id) as project_id,
    min_by(copied_text, project_id) as copied_text
from mart_text_copy
group by cluster_id, copy_scope
order by
    list_position(['form', 'unit', 'across', 'year', 'unknown'], copy_scope),
    form_count desc,
    character_count desc,
    concat(cluster_id, '~', copy_scope)
limit 5000
