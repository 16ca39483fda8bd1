-- one row per printed reason in the order of the page: the group whose reasons cost most points first, in it the most points lost first;
-- a group is the money's row or a level-1 and level-2 name; a tier is the reasons of one group that lost equally many points
with named as (
    select
        *,
        case
            when reason_source = 'fund' then '预算执行'
            else concat_ws(' / ', coalesce(level1_name, '未分类'), coalesce(level2_name, '未分类'))
        end as group_name
    from mart_deviation_reason
),
summed as (
    select *, sum(lost_points) over (partition by group_name) as group_lost_points
    from named
)
select
    row_number() over (
        order by
            group_lost_points desc nulls last, group_name, lost_points desc nulls last, project_id, row_no, reason_source
    ) as reason_no,
    dense_rank() over (order by group_lost_points desc nulls last, group_name, lost_points desc nulls last) as tier_no,
    group_name,
    project_id,
    reason_source,
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
    reason_class_codes,
    reason_class_names,
    is_measure_only,
    document_label,
    line_no
from summed
