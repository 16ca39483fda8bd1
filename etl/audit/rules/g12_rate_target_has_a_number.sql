-- one row per rate whose target prints no number
-- id: G12
-- title: 率指标无数值
-- meaning: 名称是某某率的指标，目标应是一个百分比；“全覆盖”“应检尽检”一类意思是 100% 的为低
-- severity: 中
-- basis: 已核实：样本中有“应救尽救率”目标写“稳步提高”、“政策知晓率”目标写“稳步拓展”的
-- field: indicator.target
-- parameters: none
with indicators as (select * from core_indicator)
select
    project_id,
    row_no,
    if(
        regexp_matches(target_text, '^(区域内|全市|全区|全县|辖区)?全?(部|覆盖|面覆盖|员)$|应.{1,2}尽.{1,2}'), '低', '中'
    ) as severity,
    format('“{}”是比率，目标却写“{}”，没有数值。', level3_name, target_text) as message,
    '以百分比表示的目标' as expected,
    target_text as printed
from indicators
where regexp_matches(level3_name, '率([（(][^）)]*[）)])?$') and not regexp_matches(level3_name, '(效率|频率)$')
    and target_kind = 'qualitative'
    and not regexp_matches(target_text, '[\d０-９①-⑩]|百分之|[一二三四五六七八九]成')
