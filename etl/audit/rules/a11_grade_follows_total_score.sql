-- one row per form whose printed grade is not that of its total score
-- id: A11
-- title: 等级与总分不符
-- meaning: 印出的优、良、中、差应与总分所在的档一致；合乎旧分档（80 分起为优）的为中，其他叫法的等级不判
-- severity: 高
-- basis: 已核实：通行分档 90 分起为优、80 分起为良、60 分起为中，在用系统的旧版曾以 80、70、60 分档
-- field: form.grade
-- parameters: excellent_points = 90 (50..100) 优的下限
-- parameters: good_points = 80 (50..100) 良的下限
-- parameters: fair_points = 60 (30..100) 中的下限
with projects as (
    select
        project_id,
        printed_grade,
        total_score_points::double as total_score_points,
        regexp_extract(trim(printed_grade), '^(优|良|中|差)(秀|好|等)?$', 1) as grade
    from core_project
    where form_type = 'self_evaluation' and total_score_points between 0 and 100
),
graded as (
    select
        *,
        case
            when total_score_points >= $excellent_points then '优'
            when total_score_points >= $good_points then '良'
            when total_score_points >= $fair_points then '中'
            else '差'
        end as expected_grade,
        case
            when total_score_points >= 80 then '优'
            when total_score_points >= 70 then '良'
            when total_score_points >= 60 then '中'
            else '差'
        end as older_grade
    from projects
    where grade <> ''
)
select
    project_id,
    null as row_no,
    case when grade = older_grade then '中' else '高' end as severity,
    format('总分 {:g} 分，通行分档应为“{}”，表上印“{}”。', total_score_points, expected_grade, printed_grade) as message,
    expected_grade as expected,
    printed_grade as printed
from graded
where grade <> expected_grade
