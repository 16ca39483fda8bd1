-- one row per indicator with an = target, a result far above it and full points
-- id: C10
-- title: 等于型目标偏离
-- meaning: 目标用等号的，完成值超出目标 10% 以上而得满分的应说明为何仍算完成；写了原因的为低，低于目标的由 C02 判
-- severity: 中
-- basis: 通行做法：等于型目标以恰好达到为完成，偏离按偏离程度扣分；样本中有目标 =4人、完成 7 而得满分的
-- field: indicator.actual
-- parameters: tolerance_rate = 0.1 (0..1) 允许超出目标的比例
with indicators as (
    select * replace (coalesce(level3_name, '未印名称的指标') as level3_name)
    from core_indicator
)
select
    project_id,
    row_no,
    case when has_stated_reason then '低' else '中' end as severity,
    format(
        '指标“{}”的目标是等于：目标“{}”，完成“{}”，偏离 {:.2f}%，仍得满分 {:g} 分，{}。',
        level3_name, target_text, actual_text, distance_rate * 100, score_points::double,
        case
            when has_stated_reason then format('写的原因是“{}”', rtrim(deviation_reason_text, '。；，'))
            else '没有说明原因'
        end
    ) as message,
    format('与目标相差不超过 {:g}%', $tolerance_rate::double * 100) as expected,
    actual_text as printed
from indicators
where target_operator = '='
    and round(distance_rate, 6) > $tolerance_rate
    and weight_points > 0
    and score_points >= weight_points
