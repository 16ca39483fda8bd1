-- one row per form without an indicator of outputs, of benefits or of satisfaction
-- id: A13
-- title: 指标类别缺失
-- meaning: 每张表应有产出、效益指标；满意度指标只有人员经费、房租、还本付息和单位内部支出的项目可以不设
-- severity: 中
-- basis: 通行做法：产出、效益、满意度三类指标缺一不可，满意度按项目可以不设
-- field: form.project_name
-- parameters: indicator_count = 3 (1..10) 至少有这么多个指标的表才判，再少的像是半张表
with indicators as (select * from core_indicator),
forms as (
    select
        project_id,
        count(*) as indicator_count,
        bool_or(
            coalesce(category_code like 'output%', false)
            or coalesce(regexp_matches(level1_name, '产出|项目完成|数量|质量|时效'), false)
        ) as has_output,
        bool_or(
            coalesce(category_code like 'benefit%', false)
            or coalesce(regexp_matches(level1_name, '效益|效果|影响力'), false)
        ) as has_benefit,
        bool_or(
            coalesce(category_code = 'satisfaction', false)
            or coalesce(level1_name like '%满意%' or level2_name like '%满意%' or level3_name like '%满意%', false)
        ) as has_satisfaction
    from indicators
    group by project_id
    having count(*) >= $indicator_count
),
incomplete as (
    select projects.project_id, projects.project_name, forms.*
    from forms
    join core_project as projects using (project_id)
    where not (has_output and has_benefit and has_satisfaction)
),
kinds as (select * from reference_project_kinds where kind_code <> 'building'),
without_survey as (
    select distinct incomplete.project_id
    from incomplete
    join kinds on contains(incomplete.project_name, kinds.word)
),
missing as (
    select
        incomplete.project_id,
        incomplete.indicator_count,
        concat_ws(
            '、',
            case when not incomplete.has_output then '产出' end,
            case when not incomplete.has_benefit then '效益' end,
            case when not incomplete.has_satisfaction and without_survey.project_id is null then '满意度' end
        ) as missing_labels
    from incomplete
    left join without_survey using (project_id)
)
select
    project_id,
    null as row_no,
    format('全表 {} 个指标，没有{}指标。', indicator_count, missing_labels) as message,
    format('{}指标', missing_labels) as expected,
    null as printed
from missing
where missing_labels <> ''
