-- one row per self-evaluation whose indicators are not those that were declared for the same project and year
-- id: F01
-- title: 申报与自评指标不一致
-- meaning: 自评应使用申报时批复的指标，漏掉的和新增的都应说明；投入管理和预算执行类指标不比
-- severity: 中
-- basis: 通行做法：自评以批复的绩效目标和指标为准
-- field: form.project_name
-- parameters: none
with projects as (
    select
        core_project.project_id,
        core_project.form_type,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project_family.project_key,
        coalesce(core_project_family.allocation_text, '') as allocation_text
    from core_project
    join core_project_family using (project_id)
    where core_project_family.project_key is not null and core_project.fiscal_year is not null
        and core_project.responsible_name is not null
),
-- the declaration and the self-evaluation of one project and year, where there is exactly one of each
pairs as (
    select
        any_value(project_id) filter (form_type = 'target_declaration') as declaration_id,
        any_value(project_id) filter (form_type = 'self_evaluation') as evaluation_id
    from projects
    group by fiscal_year, division_code, responsible_name, project_key, allocation_text
    having count(*) = 2 and count(distinct form_type) = 2
),
-- both forms of each pair, one a row: joined by "this one or that one", all pairs would meet all indicators
members as (
    select evaluation_id, declaration_id as project_id, true as is_declaration from pairs
    union all
    select evaluation_id, evaluation_id, false from pairs
),
compared as (
    select
        members.evaluation_id,
        min(core_indicator.row_no) as row_no,
        coalesce(min(core_indicator.level3_name), '未印名称的指标') as level3_name,
        bool_or(members.is_declaration) as is_declared,
        bool_or(not members.is_declaration) as is_evaluated
    from members
    join core_indicator using (project_id)
    where core_indicator.level3_key is not null and core_indicator.category_code is distinct from 'management'
        and not regexp_matches(core_indicator.level3_key, '(预算|资金|经费).{0,4}执行')
    group by members.evaluation_id, core_indicator.level3_key
),
forms as (
    select
        evaluation_id,
        count(*) filter (is_declared) as declared_count,
        count(*) filter (is_evaluated) as evaluated_count,
        count(*) filter (not is_evaluated) as missing_count,
        count(*) filter (not is_declared) as new_count,
        string_agg(level3_name, '、' order by row_no, level3_name) filter (not is_evaluated) as missing_names,
        string_agg(level3_name, '、' order by row_no, level3_name) filter (not is_declared) as new_names
    from compared
    group by evaluation_id
)
select
    evaluation_id as project_id,
    null as row_no,
    concat(
        format('申报 {} 个指标、自评 {} 个', declared_count, evaluated_count),
        if(
            missing_count = 0, '',
            format(
                '；申报有而自评没有的 {} 个：{}', missing_count,
                if(length(missing_names) > 100, left(missing_names, 100) || '……', missing_names)
            )
        ),
        if(
            new_count = 0, '',
            format(
                '；自评新增的 {} 个：{}', new_count,
                if(length(new_names) > 100, left(new_names, 100) || '……', new_names)
            )
        ), '。'
    ) as message,
    format('申报的 {} 个指标', declared_count) as expected,
    format('缺 {} 个，新增 {} 个', missing_count, new_count) as printed
from forms
where (missing_count > 0 or new_count > 0) and declared_count > 0 and evaluated_count > 0
