-- one row per cell of forms and class of printed reason, a cause (codes R…) or a measure (codes M…): texts, forms and points; a text
-- may stand in several classes
with classed as (
    select
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
        project_id,
        lost_points,
        if(code_and_name[1] like 'M%', 'measure', 'cause') as class_kind,
        code_and_name[2] as reason_class_name
    from classed
)
select
    members.cell_no,
    named.class_kind,
    named.reason_class_name,
    count(*) as reason_count,
    count(distinct named.project_id) as form_count,
    coalesce(sum(named.lost_points), 0) as lost_points_sum
from named
inner join (select project_id, cell_no from mart_project) as members on named.project_id = members.project_id
group by members.cell_no, named.class_kind, named.reason_class_name
