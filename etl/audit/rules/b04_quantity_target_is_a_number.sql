-- one row per quantity indicator whose target is no number
-- id: B04
-- title: 数量指标未量化
-- meaning: 数量指标的目标应是数；写“全覆盖”“应保尽保”的也可以算出个数，为低
-- severity: 中
-- basis: 已核实：2025 年一份区级复核标准对内容相关而以文字表述的数量指标不扣分，只作提示
-- field: indicator.target
-- parameters: none
with quantities as (
    select * from core_indicator
    where (category_code = 'output_quantity' or level2_name like '数量%')
        and target_text is not null
        and target_value is null
        and not regexp_matches(target_text, '[0-9０-９]')
        and not contains(target_text, '不适用')
)
select
    project_id,
    row_no,
    case when regexp_matches(target_text, '全|尽|所有|均|每') then '低' else '中' end as severity,
    format(
        '数量指标“{}”的目标“{}”不是数{}。',
        coalesce(level3_name, '未印名称的指标'), target_text,
        coalesce(format('，占 {:g} 分', weight_points::double), '')
    ) as message,
    '数量和计量单位' as expected,
    target_text as printed
from quantities
