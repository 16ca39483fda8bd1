-- one row per cell of forms and class of printed reason, a cause (codes R…) or a measure (codes M…): texts, forms and points; a text
-- may stand in several classes
with classed as (
    select
        cell_no,
        project_id,
        lost_points,
        unnest(
            list_zip(
                string_split(coalesce(nullif(reason_class_codes, ''), 'R'), ','),
                string_split(coalesce(nullif(reason_class_names, ''), '未识别'), '、')
            )
        ) as code_and_name
    from mart_deviation_reason
),
named as (
    select
        cell_no,
        project_id,
        lost_points,
        if(code_and_name[1] like 'M%', 'measure', 'cause') as class_kind,
        code_and_name[2] as reason_class_name
    from classed
)
select
    cell_no,
    class_kind,
    reason_class_name,
    count(*) as reason_count,
    count(distinct project_id) as form_count,
    coalesce(sum(lost_points), 0) as lost_points_sum
from named
group by cell_no, class_kind, reason_class_name
