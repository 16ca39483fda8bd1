-- one row per indicator whose target only repeats the end of its name
-- id: G26
-- title: 目标值重复指标名
-- meaning: 目标值应说明要达到的程度，不应只是重复指标名的末尾
-- severity: 低
-- basis: 已核实：样本中有“立项依据的充分性”目标写“充分性”的
-- field: indicator.target
-- parameters: none
with indicators as (
    select
        project_id,
        row_no,
        level3_name,
        target_text,
        regexp_replace(level3_name, '[\s　]', '', 'g') as name,
        regexp_replace(target_text, '[\s　]', '', 'g') as target
    from core_indicator
    -- keys know no space and no punctuation: where they differ, the texts do
    where level3_name is not null and target_text is not null
        and ends_with(coalesce(level3_key, ''), coalesce(target_key, ''))
)
select
    project_id,
    row_no,
    format('“{}”的目标值“{}”只是重复了指标名，没有说要达到什么程度。', level3_name, target_text) as message,
    '要达到的程度' as expected,
    target_text as printed
from indicators
where length(target) >= 2 and ends_with(name, target)
