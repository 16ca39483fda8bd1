-- one row per group of copied texts of all forms in one scope: the first ones, which the build keeps; `copied_texts` gives all of them,
-- and those that filters leave
select
    concat(cluster_id, '~', copy_scope) as copy_group,
    copy_scope,
    field_name,
    form_count,
    text_similarity as lowest_similarity_rate,
    is_contained,
    character_count,
    project_names,
    unit_names,
    division_labels,
    first_year,
    last_year,
    executed_yuan,
    project_id,
    'form' as section_code,
    copied_text
from mart_first_copied_text
order by
    list_position(['form', 'unit', 'across', 'year', 'unknown'], copy_scope),
    form_count desc,
    character_count desc,
    copy_group
limit $row_limit offset $row_offset
