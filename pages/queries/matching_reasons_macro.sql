-- A macro of every opened build: the reasons of a table (or of an expression of the question) that hold every word looked for
-- (contains: % and _ are plain characters), in any case and across white space, for a form breaks lines within Chinese words; of the
-- chosen classes and kind; with their group, by 'category' or 'department'.
create macro matching_reasons(table_name, words, measure_only, causes, measures, grouping) as table (
    select
        *,
        reason_classes(reason_class_codes, reason_class_names) as classes,
        case
            when grouping = 'department' then coalesce(department_name, '未写主管部门')
            when reason_source = 'fund' then '预算执行'
            else concat_ws(' / ', coalesce(level1_name, '未分类'), coalesce(level2_name, '未分类'))
        end as group_name
    from query_table(table_name)
    where
        is_chosen(measure_only, is_measure_only)
        and (
            len(words::varchar[]) = 0
            or list_bool_and(
                list_transform(
                    words::varchar[],
                    lambda word: contains(lower(regexp_replace(deviation_reason_text, '\s', '', 'g')), lower(word))
                )
            )
        )
        and (len(causes::varchar[]) = 0 or list_has_any([class[2] for class in classes], causes::varchar[]))
        and (len(measures::varchar[]) = 0 or list_has_any([class[2] for class in classes], measures::varchar[]))
)
