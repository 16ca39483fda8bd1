-- one row per scored indicator that lost points, or that has full points although its value is worse than its target;
-- the most points lost first, then the lowest 得分率, then the farthest below target
-- 0.5 % off target is the tolerance of rule C02 (未达标却满分); a target of words has no distance; the two classes of distance that
-- cut across, 等于型目标偏离 and 达到目标却扣分, may be chosen like the kinds
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
),
marked as (
    select
        *,
        case
            when lost_points > 0 then '失分'
            when lost_points = 0 and is_off_target(target_operator, distance_rate) then '满分但偏离目标'
        end as loss_kind,
        distance_class(target_operator, distance_rate, lost_points) as distance_class
    from filtered
)
select
    concat(project_id, '/', row_no) as indicator_id,
    project_id,
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
    score_rate,
    distance_rate,
    distance_status,
    loss_kind,
    distance_class,
    is_score_inferred,
    deviation_reason_text,
    document_label,
    line_no
from marked
where
    loss_kind is not null
    and (is_chosen($loss_kind, loss_kind) or is_chosen($loss_kind, coalesce(distance_class, loss_kind)))
order by lost_points desc, score_rate, distance_rate nulls last, project_id, row_no
