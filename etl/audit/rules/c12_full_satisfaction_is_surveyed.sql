-- one row per indicator of satisfaction at 100 % with full points in a form that mentions no survey
-- id: C12
-- title: 无佐证高分
-- meaning: 满意度印 100% 而得满分的，完成情况应说明怎样调查的；复核时没有调查材料的判 0 分
-- severity: 低
-- basis: 已核实：2025 年一份区级复核标准对没有调查材料的满意度判 0 分
-- field: indicator.actual
-- parameters: none
with projects as (select * from core_project where form_type = 'self_evaluation'),
satisfactions as (
    select *
    from core_indicator
    where level3_name like '%满意%'
        and actual_value = 100
        and coalesce(actual_unit, target_unit, '%') in ('%', '百分比', '分', '度')
        and weight_points > 0
        and score_points >= weight_points
)
select
    satisfactions.project_id,
    satisfactions.row_no,
    format(
        '指标“{}”完成“{}”，得满分 {:g} 分，表中没有提到问卷、测评或回访。',
        satisfactions.level3_name, satisfactions.actual_text, satisfactions.score_points::double
    ) as message,
    '调查的办法和份数' as expected,
    satisfactions.actual_text as printed
from satisfactions
join projects using (project_id)
where not regexp_matches(
    concat_ws('；', projects.completion_text, satisfactions.actual_text, satisfactions.deviation_reason_text),
    '问卷|调查|测评|回访|抽样|访谈|评价器|好差评|满意度评价|评议'
)
