-- one row per indicator whose score lies outside the band of the status word that is printed as its result
-- id: C04
-- title: 定性得分越档
-- meaning: 定性指标达成的得 80% 以上，部分达成并具有一定效果的得 60% 至 80%，未达成且效果较差的在 60% 以下；超过满分的由 A10 判
-- severity: 高
-- basis: 已核实：在用系统对定性指标按三档限定得分，超出的不能保存
-- field: indicator.score
-- parameters: tolerance_points = 0.01 (0..0.5) 允许的差分
with indicators as (
    select *, regexp_replace(actual_text, '[\s　，。；、]', '', 'g') as result_word
    from core_indicator
    where actual_text is not null and weight_points > 0 and score_points is not null and target_value is null
),
words as (
    select status_word, band_name, low_rate::double as low_rate, high_rate::double as high_rate
    from reference_status_words
),
-- a word printed twice by a broken export says what it says once
bands as (
    select status_word, band_name, low_rate, high_rate
    from words
    union all
    select status_word || status_word, band_name, low_rate, high_rate
    from words
),
compared as (
    select
        indicators.*,
        bands.band_name,
        bands.low_rate,
        bands.high_rate,
        indicators.score_points::double / indicators.weight_points::double as printed_rate,
        $tolerance_points / indicators.weight_points::double as tolerance_rate
    from indicators
    join bands on indicators.result_word = bands.status_word
)
select
    project_id,
    row_no,
    format(
        '指标“{}”的完成情况是“{}”，属{}一档，得分应在 {:g} 至 {:g} 分{}，自评得 {:g} 分。',
        coalesce(level3_name, '未印名称的指标'), actual_text, band_name, low_rate * weight_points::double,
        high_rate * weight_points::double,
        -- the upper end belongs to the band above
        case when high_rate < 1 then format('（不含 {:g} 分）', high_rate * weight_points::double) else '' end,
        score_points::double
    ) as message,
    format(
        '{:g} 至 {:g} 分{}', low_rate * weight_points::double, high_rate * weight_points::double,
        case when high_rate < 1 then format('（不含 {:g} 分）', high_rate * weight_points::double) else '' end
    ) as expected,
    format('{:g} 分', score_points::double) as printed
from compared
where printed_rate < low_rate - tolerance_rate
    or (high_rate < 1 and printed_rate >= high_rate - 1e-9)
