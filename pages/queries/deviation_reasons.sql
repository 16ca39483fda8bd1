-- one row per printed reason that holds every word looked for (contains: % and _ are plain characters), in any case and
-- across white space, for a form breaks lines within Chinese words;
-- together what $grouping ('category' or 'department') puts together, the costliest group first
with filtered as (
    select *
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
),
matching as (
    select
        *,
        list_zip(
            string_split(coalesce(nullif(reason_class_codes, ''), 'R'), ','),
            string_split(coalesce(nullif(reason_class_names, ''), '未识别'), '、')
        ) as classes,
        if($grouping = 'department', department_name, concat_ws('/', level1_name, level2_name)) as group_name
    from filtered
    where
        len($words::varchar[]) = 0
        or list_bool_and(
            list_transform(
                $words::varchar[],
                lambda word: contains(lower(regexp_replace(deviation_reason_text, '\s', '', 'g')), lower(word))
            )
        )
)
select
    project_id,
    reason_source as section_code,
    row_no,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    deviation_reason_text,
    nullif(
        list_aggregate([class[2] for class in classes if not class[1] like 'M%'], 'string_agg', '、'), ''
    ) as cause_names,
    nullif(
        list_aggregate([class[2] for class in classes if class[1] like 'M%'], 'string_agg', '、'), ''
    ) as measure_names,
    is_measure_only,
    document_label,
    line_no
from matching
where
    (len($cause::varchar[]) = 0 or list_has_any([class[2] for class in classes], $cause::varchar[]))
    and (len($measure::varchar[]) = 0 or list_has_any([class[2] for class in classes], $measure::varchar[]))
    and is_chosen($measure_only, is_measure_only)
order by
    sum(lost_points) over (partition by group_name) desc nulls last,
    group_name,
    lost_points desc nulls last,
    project_id,
    row_no
