-- one row per indicator whose result differs from the number that the completion text gives for the same thing
-- id: E07
-- title: 文本数字与指标矛盾
-- meaning: 实际完成情况中的数字与同一事物的指标完成值应一致；指标照抄下限而文中同一计量单位的数都达不到的，口径可能不同，待人工判断
-- severity: 高
-- basis: 已核实：样本中有指标完成值印“>=45000人”、文中年末在服务人数 2.86 万人的表
-- field: indicator.actual
-- parameters: tolerance_rate = 0.1 (0..1) 两处数字允许相差的比例
-- parameters: match_rate = 0.8 (0.5..1) 文中的话含有指标名称的多少，达到此比例即认为说的是同一事物
-- parameters: order_rate = 0.2 (0.01..1) 照抄下限的，文中的数至少为下限的此比例才比较
with quantities as (
    select * from core_text_quantity where field_name = 'completion' and quantity_value is not null
),
indicators as (
    select
        *,
        coalesce(level3_name, '未印名称的指标') as shown_name,
        coalesce(actual_unit, target_unit) as shown_unit,
        case
            when starts_with(shown_unit, '万') then 10000
            when starts_with(shown_unit, '亿') then 100000000
            else 1
        end * actual_value as whole_value
    from core_indicator
    where actual_value is not null
),
units as (select spelling, unit_name from reference_quantity_units),
typed as (
    select indicators.*, coalesce(units.unit_name, ltrim(indicators.shown_unit, '万亿')) as plain_unit
    from indicators
    left join units on units.spelling = ltrim(indicators.shown_unit, '万亿')
),
-- one number of the text that says the same thing as the indicator
named as (
    select project_id, row_no, min(quantity_value) as text_value, min(quantity_text) as quantity_text,
        min(clause_text) as clause_text
    from quantities
    where match_rate >= $match_rate
    group by project_id, row_no
    having count(*) = 1
),
differing as (
    select
        typed.project_id,
        typed.row_no,
        typed.shown_name,
        typed.actual_text,
        named.quantity_text,
        named.clause_text
    from typed
    join named using (project_id, row_no)
    where typed.actual_operator is null
        and abs(named.text_value - typed.whole_value) > $tolerance_rate * greatest(abs(typed.whole_value), 1)
),
-- a copied lower limit beside numbers of the same unit, none of which reaches it
short as (
    select
        typed.project_id,
        typed.row_no,
        any_value(typed.shown_name) as shown_name,
        any_value(typed.actual_text) as actual_text,
        any_value(typed.plain_unit) as plain_unit,
        string_agg(quantities.quantity_text, '、' order by quantities.quantity_no) as quantity_text,
        min_by(quantities.clause_text, quantities.quantity_no) as clause_text
    from typed
    join quantities on quantities.project_id = typed.project_id and quantities.quantity_unit = typed.plain_unit
    where typed.actual_operator in ('≥', '>') and quantities.quantity_kind = 'count'
    group by typed.project_id, typed.row_no
    having max(quantities.quantity_value) < min(typed.whole_value) * (1 - $tolerance_rate)
        and max(quantities.quantity_value) >= min(typed.whole_value) * $order_rate
)
select
    project_id,
    row_no,
    '高' as severity,
    format('指标“{}”完成值印“{}”，实际完成情况写“{}”，两处不一致。', shown_name, actual_text, quantity_text) as message,
    clause_text as expected,
    actual_text as printed
from differing
union all
select
    project_id,
    row_no,
    '中',
    format(
        '指标“{}”完成值印“{}”，实际完成情况中以“{}”计的数只有 {}，都达不到；两处口径可能不同，待人工判断。',
        shown_name, actual_text, plain_unit, quantity_text
    ),
    clause_text,
    actual_text
from short
