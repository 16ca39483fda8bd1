-- one row per benefit or satisfaction indicator that repeats an indicator of an earlier block of its form
-- id: B13
-- title: 产出与效益重复设置
-- meaning: 同一件事只应作一个指标；在产出和效益（或满意度）下各设一次的，等于重复计分
-- severity: 中
-- basis: 已核实：2025 年一份区级复核标准对同一内容既作产出又作效益的只认一个
-- field: indicator.level3
-- parameters: shortest_name = 3 (2..10) 去掉末尾的“率”“性”“情况”“数量”等字之后至少有这么多字才比
with keys as materialized (select distinct level3_key from core_indicator),
-- a name that many forms use is cut to its stem once
names as materialized (
    select level3_key, rtrim(replace(level3_key, '的', ''), '率性度情况程数量个次人') as stem
    from keys
),
hashed as (
    select
        indicators.project_id,
        indicators.row_no,
        indicators.level3_name,
        indicators.weight_points,
        indicators.category_code,
        names.stem,
        hash(indicators.project_id, names.stem) as stem_hash
    from core_indicator as indicators
    join names using (level3_key)
    where length(names.stem) >= $shortest_name
        and (
            indicators.category_code like 'output%' or indicators.category_code like 'benefit%'
            or indicators.category_code = 'satisfaction'
        )
),
-- few forms repeat a name: they are found by number, then compared by their words
suspected as (
    select stem_hash
    from hashed
    group by stem_hash
    having count(*) > 1
),
indicators as (
    select
        project_id,
        row_no,
        level3_name,
        weight_points::double as weight_points,
        split_part(category_code, '_', 1) as block_code,
        stem
    from hashed
    semi join suspected using (stem_hash)
),
repeated as (
    select project_id, stem, arg_min(level3_name, row_no) as first_name, arg_min(block_code, row_no) as first_block
    from indicators
    group by project_id, stem
)
select
    indicators.project_id,
    indicators.row_no,
    format(
        '“{}”与前面的{}指标“{}”是同一件事，重复计分{}。',
        coalesce(indicators.level3_name, '未印名称的指标'),
        case repeated.first_block when 'output' then '产出' when 'benefit' then '效益' else '满意度' end,
        coalesce(repeated.first_name, '未印名称的指标'),
        coalesce(format('，占 {:g} 分', indicators.weight_points), '')
    ) as message,
    '一个指标' as expected,
    coalesce(indicators.level3_name, '未印') as printed
from indicators
join repeated using (project_id, stem)
where indicators.block_code <> repeated.first_block
