-- one row per share whose target is at least 100 %
-- id: G25
-- title: 份额目标写成≥100%
-- meaning: 份额最多 100%，目标写“≥100%”等于写“=100%”，应改用等号；增长率、完成计划的比率不在此列
-- severity: 低
-- basis: 已核实：样本中有“档案整理验收合格率 ≥100(%)”
-- field: indicator.target
-- parameters: none
with indicators as (select * from core_indicator)
select
    project_id,
    row_no,
    format('“{}”最多 100%，目标写“{}”。', coalesce(level3_name, '未印名称的指标'), target_text) as message,
    '=100%' as expected,
    target_text as printed
from indicators
where target_operator in ('≥', '>') and target_unit = '%' and target_value >= 100
    and not regexp_matches(
        coalesce(level3_name, ''), '增长|增幅|增速|增收|提高|提升|收益|回报|保值|增值|投入产出|超额|负荷|杠杆|放大|配套'
    )
