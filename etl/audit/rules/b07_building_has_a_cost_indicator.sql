-- one row per form of building, repair or purchase without a cost indicator
-- id: B07
-- title: 应设未设成本指标
-- meaning: 2022 年起，工程、修缮、改造、购置、采购一类的项目应设成本指标；能力建设、队伍建设之类不是工程，不判
-- severity: 中
-- basis: 通行做法：2021 年的指标指引之后，工程和采购项目应设成本指标
-- field: form.project_name
-- parameters: first_year = 2022 (2018..2030) 从这一年起判
with forms as (
    select project_id, project_name, fiscal_year
    from core_project
    where fiscal_year >= $first_year and project_name is not null and indicator_count > 0
),
with_cost as (
    select distinct project_id
    from core_indicator
    where category_code = 'output_cost' or category_code like 'cost%'
        or level1_name like '%成本%' or level2_name like '%成本%' or level3_name like '%成本%'
),
waiting as (select * from forms anti join with_cost using (project_id)),
words as (select * from reference_project_kinds where kind_code = 'building'),
matched as (
    select
        waiting.project_id,
        waiting.project_name,
        waiting.fiscal_year,
        min(words.word) filter (words.excludes_word = 'n') as word,
        bool_or(words.excludes_word = 'y') as is_excluded
    from waiting
    join words on contains(waiting.project_name, words.word)
    group by waiting.project_id, waiting.project_name, waiting.fiscal_year
)
select
    project_id,
    null as row_no,
    format('项目名称含“{}”，全表没有成本指标。', word) as message,
    '成本指标及其控制数' as expected,
    project_name as printed
from matched
where word is not null and not is_excluded
