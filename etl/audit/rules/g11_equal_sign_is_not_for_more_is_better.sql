-- one row per rate of which more is better with an equals sign and a target below 100 %
-- id: G11
-- title: 等号用于越高越好
-- meaning: 越高越好的比率，目标低于 100% 时应写“≥”；写“=”的，超过了也算没达到
-- severity: 中
-- basis: 已核实：样本中有“预算资金执行率 =90.00(%)”“监督执法及时性 =95%”
-- field: indicator.target
-- parameters: lowest_rate = 50 (0..99) 目标（%）低于此数的比率多为占比，不判
with indicators as (select * from core_indicator)
select
    project_id,
    row_no,
    format('“{}”越高越好，目标却写“{}”，按等号计，超过也算未达到。', level3_name, target_text) as message,
    format('≥{:g}%', target_value) as expected,
    target_text as printed
from indicators
where target_operator = '=' and target_unit = '%' and target_value >= $lowest_rate and target_value < 100
    and category_code is distinct from 'output_cost' and not starts_with(coalesce(category_code, ''), 'cost_')
    and regexp_matches(level3_name, '(率|度|性|比例)([（(][^）)]*[）)])?$')
    and not regexp_matches(
        level3_name,
        '故障|投诉|差错|错误|误差|降|减|下降|控制|成本|费用|退回|退货|死亡|发病|患病|失业|流失|不合格|违规|违法|违纪|逾期|'
        || '空置|占比|比重|比例|负担|负债|偏差|变动|波动|污染|排放|能耗|损耗|损失|复发|返工|辍学|税率|利率|费率|折扣|资助|补助'
    )
