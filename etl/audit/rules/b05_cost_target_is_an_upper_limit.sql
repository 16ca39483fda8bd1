-- one row per cost indicator whose target is a lower limit
-- id: B05
-- title: 成本指标方向错误
-- meaning: 成本指标应控制上限，目标写成 ≥ 或 > 即花得越多越好；节约、控制率之类除外，内容不是金额的由 B06 判
-- severity: 高
-- basis: 已核实：2025 年一份区级复核把成本指标写成 ≥ 列为问题，样本中亦有
-- field: indicator.target
-- parameters: none
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator),
costs as (
    select *
    from indicators
    where (category_code = 'output_cost' or category_code like 'cost%' or level1_name like '成本%' or level2_name like '%成本%')
        and target_operator in ('≥', '>')
        and not regexp_matches(level3_name, '节约|节省|降低|下降|减少|压减|控制|率$|性$|度$')
        and (target_unit like '%元%' or regexp_matches(level3_name, '成本|费用|花费|单价|价格'))
)
select
    project_id,
    row_no,
    format('成本指标“{}”的目标写成“{}”，方向反了，等于花得越多越好。', level3_name, target_text) as message,
    '≤ 加金额' as expected,
    target_text as printed
from costs
