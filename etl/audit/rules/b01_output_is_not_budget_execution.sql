-- one row per output indicator that measures spending instead of output
-- id: B01
-- title: 预算执行或资金支付充当产出指标
-- meaning: 产出指标应写项目产出了什么；预算执行已单列分值，不应再作产出指标；资金拨付、到位、支付是否及时为中
-- severity: 高
-- basis: 已核实：2025 年一份区级复核标准把以资金支付充当数量指标的指标判为 0 分
-- field: indicator.level3
-- parameters: none
with indicators as (select * from core_indicator),
outputs as (
    select
        *,
        regexp_matches(level3_name, '(预算|资金|经费).{0,4}执行|(预算|资金|经费).{0,4}使用率') as is_execution,
        regexp_matches(level3_name, '(预算|资金|经费).{0,4}(支付|拨付|到位)') as is_payment
    from indicators
    where category_code like 'output%' or level1_name like '产出%'
)
select
    project_id,
    row_no,
    case when is_execution then '高' else '中' end as severity,
    format(
        '产出指标“{}”衡量的是{}，不是项目的产出{}。',
        level3_name,
        case when is_execution then '预算执行' else '资金拨付' end,
        coalesce(format('，占 {:g} 分', weight_points::double), '')
    ) as message,
    '项目完成的数量、质量或时效' as expected,
    level3_name as printed
from outputs
where is_execution or is_payment
