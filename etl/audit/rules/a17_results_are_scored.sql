-- one row per self-evaluation that prints results and weights, and no score or none but zero
-- id: A17
-- title: 系统性零或空得分
-- meaning: 印了分值和完成情况的表应逐项打分；得分一栏全空或全为零的，表没有填完或导出时丢了得分
-- severity: 中
-- basis: 已核实：公开的表中有得分一栏整栏空白、只有完成情况的
-- field: form.total_score
-- parameters: filled_rate = 0.5 (0..1) 至少有这一比例的指标填了完成情况才判
with projects as (select * from core_project where form_type = 'self_evaluation'),
indicators as (select * from core_indicator),
forms as (
    select
        project_id,
        count(*) as indicator_count,
        count(*) filter (weight_points > 0) as weighted_count,
        count(actual_text) as filled_count,
        count(score_points) as scored_count,
        count(*) filter (score_points <> 0) as positive_count
    from indicators
    group by project_id
)
select
    projects.project_id,
    null as row_no,
    case
        when forms.scored_count = 0 then format(
            '{} 个指标印了分值和完成情况，得分一栏全部空白{}。',
            forms.weighted_count, coalesce(format('，总分却印 {:g} 分', projects.total_score_points::double), '')
        )
        else format(
            '{} 个指标印了完成情况，得分全部为 0{}。',
            forms.filled_count, coalesce(format('，总分印 {:g} 分', projects.total_score_points::double), '')
        )
    end as message,
    '逐项得分' as expected,
    case when forms.scored_count = 0 then '空白' else '0 分' end as printed
from forms
join projects using (project_id)
where forms.weighted_count > 0
    and forms.filled_count > 0
    and forms.filled_count >= forms.indicator_count * $filled_rate
    and forms.positive_count = 0
