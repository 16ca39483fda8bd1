-- one row per printed reason that says nothing specific
-- id: E04
-- title: 原因空泛
-- meaning: 失分指标的原因只由“暂无”“进一步加强管理”一类套话组成的，看不出原因；少于 8 个字的为低
-- severity: 中
-- basis: 已核实：公开的表中有只写“暂无”“加强管理”的
-- field: indicator.deviation_reason
-- parameters: shortest_length = 8 (2..40) 原因的最少字数，不计标点
with indicators as (
    select
        indicators.* replace (coalesce(indicators.level3_name, '未印名称的指标') as level3_name),
        reasons.reason_key as reason,
        coalesce(not (reasons.has_cause or reasons.has_measure), false) as is_silent
    from core_indicator as indicators
    join core_deviation_reason as reasons
        on reasons.project_id = indicators.project_id and reasons.row_no = indicators.row_no
    where reasons.reason_source = 'indicator' and indicators.score_points < indicators.weight_points
),
judged as (
    select
        *,
        is_silent or regexp_full_match(
            reason,
            '(进一步|今后|以后|将|继续|不断|持续|需要|需|应|要|加强|加大|强化|提高|提升|完善|改进|优化|规范|做好|落实'
            || '|管理|工作|力度|水平|质量|效率|意识|能力|措施|相关|各项|有待|暂无|无|不适用|的|和)+'
        ) as is_set_phrase
    from indicators
)
select
    project_id,
    row_no,
    case when is_set_phrase then '中' else '低' end as severity,
    case
        when is_set_phrase then format(
            '指标“{}”失 {:g} 分，原因只写“{}”，没有具体内容。',
            level3_name, (weight_points - score_points)::double, deviation_reason_text
        )
        else format(
            '指标“{}”失 {:g} 分，原因“{}”只有 {} 个字，说得不够清楚。',
            level3_name, (weight_points - score_points)::double, deviation_reason_text, length(reason)
        )
    end as message,
    '具体的原因' as expected,
    deviation_reason_text as printed
from judged
where is_set_phrase or length(reason) < $shortest_length
