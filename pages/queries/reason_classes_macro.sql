-- A macro of every opened build: the classes of a reason as pairs of code and name; R 未识别 where it has none.
create macro reason_classes(class_codes, class_names) as (
    list_zip(
        string_split(coalesce(nullif(class_codes, ''), 'R'), ','),
        string_split(coalesce(nullif(class_names, ''), '未识别'), '、')
    )
)
