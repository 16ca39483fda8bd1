-- one row per form whose cells hold words of the blank form or a phrase printed twice, at the first such row
-- id: E10
-- title: 模板残留或识别错误
-- meaning: 指标名称、目标值、完成值不应留有空白表样的字样（指标1、……、XX），也不应把同一短语连印两遍
-- severity: 低
-- basis: 已核实：样本中有“及时处置及时处置”一类连印两遍的目标值
-- field: indicator.target
-- parameters: shortest_length = 2 (2..20) 连印两遍的短语的最少字数
with cells as (
    select project_id, row_no, 'indicator.level3' as field, level3_name as cell_text, level3_key as cell_key
    from core_indicator
    union all
    select project_id, row_no, 'indicator.target', target_text, target_key from core_indicator
    union all
    select project_id, row_no, 'indicator.actual', actual_text, actual_key from core_indicator
),
remnants as (select word from reference_template_remnants),
-- each text once, and words instead of patterns: a pattern out of a table is compiled again for every row
texts as (select distinct cell_text, cell_key from cells where cell_text is not null),
left_texts as (
    select texts.cell_text
    from texts
    where regexp_matches(trim(texts.cell_text), '^(指标[0-9]{0,2}|……|…|\.{3,6})$')
    union
    select texts.cell_text
    from texts
    join remnants on contains(texts.cell_text, remnants.word)
    union
    -- a phrase printed twice
    select cell_text
    from texts
    where length(cell_key) % 2 = 0 and length(cell_key) >= 2 * $shortest_length
        and left(cell_key, length(cell_key) // 2) = right(cell_key, length(cell_key) // 2)
        and not regexp_full_match(cell_key, '[0-9.%≥≤<>=]+')
),
found as (
    select cells.project_id, cells.row_no, cells.field, cell_text
    from cells
    join left_texts using (cell_text)
)
select
    project_id,
    min(row_no) as row_no,
    min_by(field, (row_no, field)) as field,
    format(
        '{} 格留有表样的字样或连印两遍的短语，请对照原件：“{}”。',
        count(*), left(string_agg(distinct cell_text, '”“' order by cell_text), 200)
    ) as message,
    '实际的名称、目标和完成值' as expected,
    min_by(cell_text, (row_no, field)) as printed
from found
group by project_id
