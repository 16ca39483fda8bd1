-- one row per indicator whose target in the self-evaluation is easier than the declared one
-- id: F02
-- title: 目标值事后调低
-- meaning: 自评表的年度指标值应等于申报时批复的值，改得更容易达到的等于事后调低目标
-- severity: 高
-- basis: 通行做法：自评以批复的绩效目标和指标值为准，调整须经批准
-- field: indicator.target
-- parameters: tolerance_rate = 0.001 (0..0.2) 相差不超过此比例不判
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
pairs as (
    select
        any_value(project_id) filter (form_type = 'target_declaration') as declaration_id,
        any_value(project_id) filter (form_type = 'self_evaluation') as evaluation_id
    from projects
    group by fiscal_year, division_code, responsible_name, project_key, allocation_text
    having count(*) = 2 and count(distinct form_type) = 2
),
paired as (
    select declaration_id as project_id from pairs
    union
    select evaluation_id from pairs
),
-- an indicator that a form names twice cannot be told apart
indicators as (
    select
        project_id,
        level3_key,
        any_value(row_no) as row_no,
        coalesce(any_value(level3_name), '未印名称的指标') as level3_name,
        any_value(target_text) as target_text,
        any_value(target_operator) as target_operator,
        any_value(target_value) as target_value,
        any_value(target_unit) as target_unit
    from core_indicator
    join paired using (project_id)
    where level3_key is not null
    group by project_id, level3_key
    having count(*) = 1 and any_value(target_kind) = 'numeric' and any_value(target_operator) in ('≥', '>', '≤', '<')
),
compared as (
    select
        pairs.evaluation_id,
        evaluated.row_no,
        evaluated.level3_name,
        evaluated.target_text,
        evaluated.target_value,
        declared.target_text as declared_text,
        declared.target_value as declared_value,
        declared.target_operator in ('≥', '>') as is_lower_limit
    from pairs
    join indicators as declared on declared.project_id = pairs.declaration_id
    join indicators as evaluated
        on evaluated.project_id = pairs.evaluation_id and evaluated.level3_key = declared.level3_key
    where declared.target_unit is not distinct from evaluated.target_unit
        and (declared.target_operator in ('≥', '>')) = (evaluated.target_operator in ('≥', '>'))
)
select
    evaluation_id as project_id,
    row_no,
    format(
        '“{}”申报的目标是“{}”，自评表改成“{}”，更容易达到。', level3_name, declared_text, target_text
    ) as message,
    declared_text as expected,
    target_text as printed
from compared
where if(is_lower_limit, declared_value - target_value, target_value - declared_value)
    > abs(declared_value) * $tolerance_rate
