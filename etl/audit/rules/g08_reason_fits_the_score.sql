-- one row per indicator whose reason says not done or unchanged while its score says partly reached
-- id: G08
-- title: 原因与得分矛盾
-- meaning: 原因写与往年持平、未完成的定性指标，属于没有达成，得分不应在六成以上；能按完成比例计分的、只有一部分没有完成的不判
-- severity: 中
-- basis: 已核实：定性指标部分达成的得 60% 至 80%，样本中有原因写“基本与往年持平”而得六成的
-- field: indicator.score
-- parameters: lowest_rate = 0.6 (0.1..1) 得分率达到此比例才判
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator),
unchanged as (select word from reference_unchanged_words)
select
    indicators.project_id,
    indicators.row_no,
    format(
        '指标“{}”的原因写“{}”，得分 {:g} 分（分值 {:g} 分），原因与得分不合。',
        indicators.level3_name, indicators.deviation_reason_text, indicators.score_points::double,
        indicators.weight_points::double
    ) as message,
    format('少于 {:g} 分', (indicators.weight_points * $lowest_rate)::double) as expected,
    format('{:g} 分', indicators.score_points::double) as printed
from indicators
where indicators.weight_points > 0 and indicators.score_points >= indicators.weight_points * $lowest_rate
    and indicators.target_kind = 'qualitative' and indicators.distance_rate is null
    and exists (from unchanged where contains(indicators.deviation_reason_text, unchanged.word))
    -- a part that is not done explains a part of the points
    and not regexp_matches(
        indicators.deviation_reason_text,
        '部分|个别|少数|少量|仍有|尚有|还有|其中|有的|[0-9一二两三四五六七八九十]+(个|处|家|项|户|名|人|次|起)'
    )
