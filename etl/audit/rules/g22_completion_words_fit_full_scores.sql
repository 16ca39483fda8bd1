-- one row per self-evaluation whose completion text says nearly done while every indicator is scored full
-- id: G22
-- title: 完成表述弱于得分
-- meaning: 实际完成情况写“基本解决”“较为圆满”一类的话，而全部指标得满分，两处的说法不合
-- severity: 低
-- basis: 已核实：样本中有完成情况写“基本解决”而各项指标满分的表
-- field: form.completion
-- parameters: fewest_indicators = 3 (1..20) 有得分的指标少于此数的表不判
with projects as (select * from core_project where form_type = 'self_evaluation' and completion_text is not null),
hedges as (select phrase from reference_completion_hedges),
scored as (
    select project_id, count(*) as indicator_count
    from core_indicator
    where weight_points > 0
    group by project_id
    having count(*) >= $fewest_indicators and bool_and(coalesce(score_points >= weight_points, false))
),
hedged as (
    select projects.project_id, any_value(projects.completion_text) as completion_text,
        string_agg(hedges.phrase, '”“' order by hedges.phrase) as phrases
    from projects
    join hedges on contains(projects.completion_text, hedges.phrase)
    group by projects.project_id
)
select
    hedged.project_id,
    null as row_no,
    format('实际完成情况写“{}”，{} 个指标却全部满分。', hedged.phrases, scored.indicator_count) as message,
    '与得分相称的说法' as expected,
    hedged.completion_text as printed
from hedged
join scored using (project_id)
