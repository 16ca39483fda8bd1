-- one row per scored self-evaluation that prints no grade
-- id: G28
-- title: 未印等级
-- meaning: 自评表没有印评分等级，按总分和通行分档推算，仅供参考
-- severity: 低
-- basis: 通行做法：90 分起为优、80 分起为良、60 分起为中；不少地方的表样不印等级
-- field: form.grade
-- parameters: none
with projects as (select * from core_project where form_type = 'self_evaluation')
select
    project_id,
    null as row_no,
    format('表上没有印等级，总分 {:g} 分，按通行分档推算为“{}”。', total_score_points::double, derived_grade) as message,
    derived_grade as expected,
    null as printed
from projects
where printed_grade is null and total_score_points is not null and derived_grade is not null
