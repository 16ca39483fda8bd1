-- one row per document and template whose scored self-evaluations print no grade, at the first of them
-- id: G28
-- title: 未印等级
-- meaning: 自评表没有印评分等级，按总分和通行分档推算，仅供参考；同一文件同一表样的表合为一条
-- severity: 低
-- basis: 通行做法：90 分起为优、80 分起为良、60 分起为中；不少地方的表样不印等级
-- field: form.grade
-- parameters: none
with projects as (select * from core_project where form_type = 'self_evaluation'),
ungraded as (
    select document_id, template_family, derived_grade, count(*) as form_count, min(project_id) as first_project_id
    from projects
    where printed_grade is null and total_score_points is not null and derived_grade is not null
    group by document_id, template_family, derived_grade
)
select
    min(first_project_id) as project_id,
    null as row_no,
    format(
        '{}没有印等级，按总分和通行分档推算：{}。',
        if(sum(form_count) = 1, '表上', format('同一文件有 {} 张自评表', sum(form_count)::bigint)),
        string_agg(format('{} {} 张', derived_grade, form_count), '、' order by position(derived_grade in '优良中差'))
    ) as message,
    '评分等级' as expected,
    null as printed
from ungraded
group by document_id, template_family
