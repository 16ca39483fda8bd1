-- one row per column of a table that holds every word looked for in its name, label or meaning (contains, in any case)
select
    table_name,
    title,
    column_name,
    label,
    unit,
    data_type,
    meaning
from meta_field
where
    is_chosen($table_name, table_name)
    and (
        len($words::varchar[]) = 0
        or list_bool_and(
            list_transform(
                $words::varchar[],
                lambda word: contains(
                    lower(concat_ws(' ', table_name, title, column_name, label, meaning)), lower(word)
                )
            )
        )
    )
order by table_name, column_name
