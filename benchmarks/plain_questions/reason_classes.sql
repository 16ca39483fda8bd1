-- one row per class found in the filtered reasons, a cause (codes R…) or a measure (codes M…): how many texts, how many points; a
-- text may stand in several classes
with filtered as (
    select *
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
),
classed as (
    select
        project_id,
        row_no,
        lost_points,
        unnest(
            list_zip(
                string_split(coalesce(nullif(reason_class_codes, ''), 'R'), ','),
                string_split(coalesce(nullif(reason_class_names, ''), '未识别'), '、')
            )
        ) as code_and_name
    from filtered
)
select
    if(code_and_name[1] like 'M%', 'measure', 'cause') as class_kind,
    code_and_name[2] as reason_class_name,
    count(*) as reason_count,
    count(distinct project_id) as form_count,
    coalesce(sum(lost_points), 0)::decimal(18, 4) as lost_points
from classed
group by class_kind, reason_class_name
order by reason_count desc, lost_points desc, reason_class_name collate zh
