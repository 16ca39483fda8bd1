-- one row per form with targets that are only words of praise, at the heaviest of these indicators
-- id: B03
-- title: 定性指标无标准
-- meaning: 目标只写“合理”“规范”“及时”“显著提升”之类的指标没有判断标准（名称写明按照什么、目标是“符合”的不算）；占指标分值一半以上又已自评得分的为高，三成以下为低，没有分值的表按个数算、最高为中
-- severity: 高
-- basis: 通行做法：绩效目标应细化、量化，定性的应有可判断的标准
-- field: indicator.target
-- parameters: high_share_rate = 0.5 (0.1..1) 占全部指标分值超过此比例为高
-- parameters: low_share_rate = 0.3 (0..1) 不超过此比例为低
with vague_words as (
    select target_key from reference_vague_targets
    union
    select target_key || target_key from reference_vague_targets
),
worded as materialized (
    select
        indicators.project_id,
        indicators.row_no,
        coalesce(indicators.level3_name, '未印名称的指标') as level3_name,
        indicators.target_text,
        indicators.target_key,
        indicators.weight_points::double as weight_points,
        indicators.score_points::double as score_points
    from core_indicator as indicators
    join vague_words using (target_key)
),
-- a name that says by what it is judged (按照合同施工, target 符合) has its standard
judged_by as materialized (
    select distinct level3_name
    from worded
    where regexp_matches(target_key, '^(符合|相符|一致|达到|达标|是)')
        and regexp_matches(
            level3_name,
            '(按照|依照|依据|根据|遵照|对照|与|符合|按).*(方案|合同|协议|标准|规程|规范|规定|图纸|清单|办法|制度|条例)'
        )
),
vague as (
    select
        project_id,
        count(*) as vague_count,
        coalesce(sum(weight_points), 0) as vague_weight,
        sum(score_points) as vague_score,
        -- the heaviest first, of equal ones the one that is printed first
        list_sort(list((-coalesce(weight_points, 0), row_no, level3_name, target_text))) as heaviest_first
    from worded
    where not (
        regexp_matches(target_key, '^(符合|相符|一致|达到|达标|是)')
        and level3_name in (select level3_name from judged_by)
    )
    group by project_id
),
totals as (
    select project_id, count(*) as indicator_count, sum(weight_points)::double as weight_sum
    from core_indicator
    group by project_id
),
shared as (
    select
        vague.*,
        totals.indicator_count,
        totals.weight_sum,
        case
            when totals.weight_sum > 0 then vague.vague_weight / totals.weight_sum
            else vague.vague_count / totals.indicator_count
        end as share_rate,
        list_transform(
            vague.heaviest_first,
            lambda found: concat(
                found[3], '：', found[4], case when found[1] < 0 then format('（{:g} 分）', -found[1]) end
            )
        ) as examples
    from vague
    join totals using (project_id)
)
select
    project_id,
    heaviest_first[1][2] as row_no,
    case
        when share_rate > $high_share_rate then case when weight_sum > 0 and vague_score > 0 then '高' else '中' end
        when share_rate > $low_share_rate then '中'
        else '低'
    end as severity,
    format(
        '{} 个指标中有 {} 个的目标只写“合理”“及时”一类的词，没有判断标准{}{}：{}{}。',
        indicator_count, vague_count,
        case when weight_sum > 0 then format('，占 {:g} 分（全部指标 {:g} 分）', vague_weight, weight_sum) else '' end,
        case when vague_weight > 0 then coalesce(format('，自评得 {:g} 分', vague_score), '') else '' end,
        array_to_string(examples[1:4], '；'), case when vague_count > 4 then '等' else '' end
    ) as message,
    '数值，或可以判断的标准' as expected,
    left(array_to_string(examples, '；'), 500) as printed
from shared
