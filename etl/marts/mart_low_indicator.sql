-- one row per scored indicator that lost points, or that has full points although it stands off its target, in the order of the page:
-- the most points lost first, then the lowest 得分率, then the farthest below target; tolerance and classes are those of mart_category_cell
with indicators as (
    select
        *,
        coalesce(if(target_operator = '=', abs(distance_rate) > 0.005, distance_rate < -0.005), false) as is_off_target
    from mart_indicator
    where lost_points >= 0
),
marked as (
    select
        *,
        case when lost_points > 0 then '失分' when is_off_target then '满分但偏离目标' end as loss_kind,
        case
            when distance_rate is null then null
            when target_operator = '=' and distance_rate <> 0 then '等于型目标偏离'
            when lost_points > 0 and distance_rate >= 0 and coalesce(target_operator, '') <> '=' then '达到目标却扣分'
            when lost_points > 0 then '已失分'
            when distance_rate >= -0.005 then '达到或优于目标'
            else '满分但偏离目标'
        end as distance_class
    from indicators
)
select
    row_number() over (
        order by
            marked.lost_points desc, marked.score_rate, marked.distance_rate nulls last, marked.project_id, marked.row_no
    ) as low_no,
    marked.cell_no,
    marked.project_id,
    marked.row_no,
    marked.fiscal_year,
    marked.division_label,
    marked.department_name,
    marked.project_name,
    marked.level1_name,
    marked.level2_name,
    marked.level3_name,
    marked.target_text,
    marked.actual_text,
    marked.weight_points,
    marked.score_points,
    marked.lost_points,
    marked.score_rate,
    marked.distance_rate,
    marked.distance_status,
    marked.loss_kind,
    marked.distance_class,
    marked.is_score_inferred,
    marked.deviation_reason_text,
    marked.has_stated_reason,
    marked.document_label,
    marked.line_no
from marked
where marked.loss_kind is not null
