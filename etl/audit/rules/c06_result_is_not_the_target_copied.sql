-- one row per indicator whose result repeats the limit of its target, and one per form that only repeats its targets
-- id: C06
-- title: 完成值照抄目标值
-- meaning: 实际完成值应是量出来的数；连 ≥、≤ 一起照抄的为高，全表数值恰好都在目标的界限上的为中，全表文字都与目标逐字相同的为低
-- severity: 高
-- basis: 已核实：样本中有完成值印“>=45000人”的表，带不等号的数不可能是实际完成值
-- field: indicator.actual
-- parameters: numeric_count = 3 (2..20) 至少有这么多个带不等号（100% 除外）的数值指标才看全表数值
-- parameters: text_count = 5 (2..30) 至少有这么多个指标才看全表文字
with indicators as (
    select
        * replace (coalesce(level3_name, '未印名称的指标') as level3_name),
        -- texts of different keys differ: only the others are looked at sign by sign
        case
            when actual_key is distinct from target_key then false
            else regexp_replace(actual_text, '[\s　]', '', 'g') = regexp_replace(target_text, '[\s　]', '', 'g')
        end as is_same_text,
        target_operator in ('≥', '>', '≤', '<') and target_value <> 100 and actual_value is not null
        and actual_operator is null as is_measured
    from core_indicator
    where target_text is not null and actual_text is not null
),
copied_limits as (
    select *
    from indicators
    where is_same_text and target_kind = 'numeric' and target_operator in ('≥', '>', '≤', '<')
        and actual_operator = target_operator
),
forms as (
    select
        project_id,
        count(*) as indicator_count,
        count(*) filter (is_same_text) as same_text_count,
        count(*) filter (is_measured) as measured_count,
        count(*) filter (is_measured and distance_rate = 0) as same_value_count
    from indicators
    group by project_id
),
copied_forms as (
    select *, measured_count >= $numeric_count and same_value_count = measured_count as is_every_value_same
    from forms
    where (measured_count >= $numeric_count and same_value_count = measured_count)
        or (indicator_count >= $text_count and same_text_count = indicator_count)
),
measured as (
    select project_id, string_agg(level3_name, '、' order by row_no) as measured_names
    from indicators
    semi join copied_forms using (project_id)
    where is_measured
    group by project_id
)
select
    project_id,
    row_no,
    '高' as severity,
    'indicator.actual' as field,
    format(
        '指标“{}”的实际完成值印“{}”，是把目标值连同不等号照抄，没有给出量出来的数{}。',
        level3_name, actual_text, coalesce(format('，得 {:g} 分', score_points::double), '')
    ) as message,
    '不带不等号的完成数' as expected,
    actual_text as printed
from copied_limits
union all
select
    project_id,
    null,
    case when is_every_value_same then '中' else '低' end,
    'form.project_name',
    case
        when is_every_value_same then format(
            '{} 个带不等号的数值指标，完成值全部恰好等于目标的界限（{}），像是照抄目标。', measured_count, measured_names
        )
        else format('{} 个指标的完成值全部与目标文字逐字相同。', indicator_count)
    end,
    '实际完成的数',
    case
        when is_every_value_same then format('{} 项与目标相等', same_value_count)
        else format('{} 项与目标文字逐字相同', same_text_count)
    end
from copied_forms
left join measured using (project_id)
